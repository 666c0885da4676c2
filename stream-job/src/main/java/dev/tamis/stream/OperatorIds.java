package dev.tamis.stream;

/** The uid of every operator. A checkpoint finds its state by them: a uid that was released is never changed. */
final class OperatorIds {
    static final String SUBMISSIONS = "submissions";
    static final String REPORTS = "reports";
    static final String INGEST_REPORTS = "ingest-reports";
    static final String INGEST = "ingest";
    static final String FIRST_DELIVERIES = "first-deliveries";
    static final String READ_REFERENCES = "read-references";
    static final String READ = "read";
    static final String DECODE = "decode";
    static final String DECODE_REPORTS = "decode-reports";
    static final String DECISIONS = "decisions";
    static final String INSTRUCTIONS = "instructions";
    static final String EXAMINE_INSTRUCTIONS = "examine-instructions";
    static final String CONTROL = "control";
    static final String KNOWN_IMAGES = "known-images";
    static final String DETECT = "detect";
    static final String DECIDE = "decide";
    static final String ADOPT = "adopt";
    static final String REVIEW_DESK = "review-desk";
    static final String ACCOUNT_DECISIONS = "account-decisions";
    static final String ACCOUNTS = "accounts";
    static final String VERDICTS = "verdicts";
    static final String REJECTIONS = "rejections";
    static final String REVIEW_ITEMS = "review-items";
    static final String CONTROL_STATUS = "control-status";
    static final String SHADOW_DISAGREEMENTS = "shadow-disagreements";
    static final String SUBMISSION_FILES = "submission-files";
    static final String HISTORY_ROWS = "history-rows";
    static final String VERDICT_HISTORY = "verdict-history";
    static final String REJECTION_HISTORY = "rejection-history";
    static final String ALERTS = "alerts";

    private OperatorIds() {}
}
