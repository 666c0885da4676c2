package dev.tamis.training.foreign;

import dev.tamis.vision.detector.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds out what has to be known of a network: from its graph, from options, or from a person at a terminal. What nobody says
 * is remembered as missing.
 */
public final class Answers {
    /** A person who may be asked. */
    @FunctionalInterface
    public interface Person {
        /** Nobody is there. */
        Person NOBODY = question -> Optional.empty();

        /** The answer, or none where there is nobody or the person gives up. */
        Optional<String> answer(String question);
    }

    /**
     * Something to know.
     *
     * @param option that says it
     * @param meaning what it is and what may be answered
     * @param parser of an answer; throws IllegalArgumentException, with a message for a person, where it is none
     */
    record Question<T>(String option, String meaning, Function<String, T> parser) {}

    /** The option of the thresholds. */
    public static final String THRESHOLDS = "--thresholds";

    private final Map<String, String> given;
    private final Person person;
    private final List<String> missing = new ArrayList<>();

    /**
     * Nothing has been asked yet.
     *
     * @param given what the options say, by their names
     * @param person to ask for the rest
     */
    public Answers(Map<String, String> given, Person person) {
        this.given = Map.copyOf(given);
        this.person = person;
    }

    /** The thresholds of a detector, which no graph says. */
    public Optional<Thresholds> thresholds() {
        return find(ImportQuestions.THRESHOLDS, Optional.empty());
    }

    /**
     * Finds the answer.
     *
     * @param known what the graph says
     * @throws IllegalArgumentException where the option cannot be read, or says other than the graph
     */
    <T> Optional<T> find(Question<T> question, Optional<T> known) {
        Optional<T> option = Optional.ofNullable(given.get(question.option)).map(answer -> parse(question, answer));
        if (option.isPresent() && known.isPresent() && !known.equals(option)) {
            throw new IllegalArgumentException(
                    "%s: the graph says %s, found %s".formatted(question.option, known.get(), option.get()));
        }
        Optional<T> answer = option.or(() -> known).or(() -> ask(question));
        if (answer.isEmpty()) {
            missing.add("  " + question.option + ": " + question.meaning);
        }
        return answer;
    }

    /**
     * Requires that nothing is missing.
     *
     * @throws IllegalArgumentException naming each option that is, with its meaning
     */
    void requireAll() {
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "Missing required options, of what the graph does not say:\n" + String.join("\n", missing));
        }
    }

    private <T> Optional<T> ask(Question<T> question) {
        String text = question.meaning;
        while (true) {
            Optional<String> answer = person.answer(text);
            if (answer.isEmpty() || answer.get().isBlank()) {
                return Optional.empty();
            }
            try {
                return Optional.of(question.parser.apply(answer.get().strip()));
            } catch (IllegalArgumentException e) {
                text = e.getMessage() + "; " + question.meaning;
            }
        }
    }

    private static <T> T parse(Question<T> question, String answer) {
        try {
            return question.parser.apply(answer);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(question.option + ": " + e.getMessage(), e);
        }
    }
}
