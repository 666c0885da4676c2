package dev.tamis.training.foreign;

import dev.tamis.training.foreign.Answers.Question;
import dev.tamis.vision.detector.Thresholds;
import dev.tamis.vision.preprocess.PreprocessSpec.ChannelOrder;
import dev.tamis.vision.preprocess.PreprocessSpec.Layout;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What there may be to ask about a network, and how the answers read. */
final class ImportQuestions {
    static final Question<Layout> LAYOUT = new Question<>(
            "--layout", "order of the input's dimensions: nchw or nhwc", answer -> word(Layout.class, answer));

    static final Question<ImageSize> INPUT_SIZE =
            new Question<>("--input-size", "size of the input: 224, or WIDTHxHEIGHT", ImageSize::parse);

    static final Question<ChannelOrder> CHANNEL_ORDER = new Question<>(
            "--channel-order", "order of the colour channels: rgb or bgr", answer -> word(ChannelOrder.class, answer));

    static final Question<List<Float>> MEAN = new Question<>(
            "--mean",
            "what is subtracted from the channels, whose values are from 0 to 1: one number, or one for each channel in"
                    + " their order, as 0.485,0.456,0.406",
            ImportQuestions::channels);

    static final Question<List<Float>> STD = new Question<>(
            "--std",
            "what the channels are divided by after that: one number, or one for each; 0.00392157 where the network"
                    + " takes values from 0 to 255",
            ImportQuestions::channels);

    static final Question<Classes> CLASSES = new Question<>(
            "--classes",
            "what the output's values stand for: real, fake, \"fake,real\" or \"real,fake\"",
            Classes::parse);

    static final Question<Values> OUTPUT = new Question<>(
            "--output",
            "what the output gives for a class: probability or logit",
            answer -> word(Values.class, answer));

    static final Question<Thresholds> THRESHOLDS = new Question<>(
            Answers.THRESHOLDS,
            "the scores from 0 to 1 below which an image is AUTHENTIC and from which on it is GENERATED, as 0.3,0.7",
            ImportQuestions::thresholds);

    private ImportQuestions() {}

    private static <E extends Enum<E>> E word(Class<E> type, String answer) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(answer.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s expected, found %s"
                        .formatted(Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT), answer)));
    }

    private static List<Float> channels(String answer) {
        List<Double> numbers = numbers(answer);
        if (numbers.size() != 1 && numbers.size() != 3) {
            throw new IllegalArgumentException("one or three numbers expected, found " + answer);
        }
        List<Float> values = numbers.stream().map(Double::floatValue).toList();
        return values.size() == 1 ? Collections.nCopies(3, values.get(0)) : values;
    }

    private static Thresholds thresholds(String answer) {
        List<Double> numbers = numbers(answer);
        if (numbers.size() != 2) {
            throw new IllegalArgumentException("two numbers expected, found " + answer);
        }
        return new Thresholds(numbers.get(0), numbers.get(1));
    }

    private static List<Double> numbers(String answer) {
        try {
            return Arrays.stream(answer.split(",", -1)).map(Double::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("numbers separated by commas expected, found " + answer, e);
        }
    }
}
