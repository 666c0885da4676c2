package dev.tamis.training.foreign;

import static dev.tamis.training.foreign.ImportQuestions.CHANNEL_ORDER;
import static dev.tamis.training.foreign.ImportQuestions.CLASSES;
import static dev.tamis.training.foreign.ImportQuestions.INPUT_SIZE;
import static dev.tamis.training.foreign.ImportQuestions.LAYOUT;
import static dev.tamis.training.foreign.ImportQuestions.MEAN;
import static dev.tamis.training.foreign.ImportQuestions.OUTPUT;
import static dev.tamis.training.foreign.ImportQuestions.STD;

import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.PreprocessSpec.ChannelOrder;
import dev.tamis.vision.preprocess.PreprocessSpec.Layout;
import java.util.List;
import java.util.Optional;

/**
 * What has to be known of a classifier to make a detector of it, read from its graph or told by a person.
 *
 * @param id the detector's name
 * @param input how an image becomes the network's input
 * @param classes what the values of its output stand for
 * @param values whether they are probabilities or logits
 */
public record ImportPlan(String id, PreprocessSpec input, Classes classes, Values values) {
    /**
     * Finds out what has to be known.
     *
     * @param id the detector's name
     * @throws IllegalArgumentException where an answer is missing, cannot be read or contradicts the graph
     */
    public static ImportPlan of(ForeignModel model, String id, Answers answers) {
        ForeignInput input = model.input();
        Optional<Layout> layout = answers.find(LAYOUT, input.layout());
        Optional<ImageSize> size = answers.find(INPUT_SIZE, input.size(layout.orElse(Layout.NCHW)));
        Optional<ChannelOrder> order = answers.find(CHANNEL_ORDER, Optional.empty());
        Optional<List<Float>> mean = answers.find(MEAN, Optional.empty());
        Optional<List<Float>> std = answers.find(STD, Optional.empty());
        Optional<Classes> classes = answers.find(CLASSES, Optional.empty());
        Optional<Values> values = answers.find(OUTPUT, model.output().values());
        answers.requireAll();
        PreprocessSpec spec = new PreprocessSpec(
                size.orElseThrow().width(),
                size.orElseThrow().height(),
                layout.orElseThrow(),
                order.orElseThrow(),
                mean.orElseThrow(),
                std.orElseThrow());
        return new ImportPlan(id, spec, classes.orElseThrow(), values.orElseThrow());
    }

    /** P(REAL) of the values that the classifier gives for an image. */
    double probabilityReal(List<Float> output) {
        int real = classes.indexOfReal();
        if (values == Values.PROBABILITY) {
            return real >= 0 ? output.get(real) : 1 - output.get(0);
        }
        double logit = classes.count() == 2 ? output.get(real) - output.get(1 - real) : output.get(0);
        return 1 / (1 + Math.exp(real >= 0 ? -logit : logit));
    }
}
