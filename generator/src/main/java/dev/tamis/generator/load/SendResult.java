package dev.tamis.generator.load;

/** What became of one upload event. */
public sealed interface SendResult {
    /** The upload event's name. */
    String name();

    /**
     * The broker holds it.
     *
     * @param name the upload event's name
     * @param submissionId the id that its verdict or rejection will carry
     */
    record Sent(String name, String submissionId) implements SendResult {}

    /**
     * It never reached the topic.
     *
     * @param name the upload event's name
     * @param reason one sentence for a person
     */
    record NotSent(String name, String reason) implements SendResult {}
}
