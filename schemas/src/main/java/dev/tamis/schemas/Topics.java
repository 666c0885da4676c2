package dev.tamis.schemas;

/** Names of the Kafka topics, unless a deployment chooses others. */
public final class Topics {
    /** {@link ImageSubmission}s of the platform; Tamis reads them. */
    public static final String SUBMISSIONS = "image-submissions";

    /** {@link ImageSubmission}s whose image a person reported; they do not wait behind the others. */
    public static final String REPORTS = "image-reports";

    /** One {@link ImageVerdict} for each submission that could be judged. */
    public static final String VERDICTS = "image-verdicts";

    /** One {@link ImageRejection} for each submission that could not be judged. */
    public static final String REJECTIONS = "image-rejections";

    /** {@link ReviewItem}s: images that an analyst should see, each file once an hour. */
    public static final String REVIEW_ITEMS = "review-items";

    /** The analysts' {@link ReviewDecision}s. */
    public static final String REVIEW_DECISIONS = "review-decisions";

    /** {@link DetectorControl} instructions to the running jobs. */
    public static final String DETECTOR_CONTROL = "detector-control";

    /** {@link ControlStatus}: what became of the instructions, and what every subtask scores with. */
    public static final String CONTROL_STATUS = "control-status";

    /** {@link ShadowDisagreement}s of a detector in shadow. */
    public static final String SHADOW_DISAGREEMENTS = "shadow-disagreements";

    /** {@link ModerationAlert}s: what a person should know at once. */
    public static final String ALERTS = "moderation-alerts";

    private Topics() {}
}
