package dev.tamis.stream.detect;

/**
 * An assignment, and the options that it was a change of. A job that starts again with other options follows those.
 *
 * @param options what the job's options came to
 * @param assignment what is in force
 */
public record AssignmentInForce(Assignment options, Assignment assignment) {
    /** What is in force in a job with some options. */
    public Assignment in(Assignment jobsOptions) {
        return options.equals(jobsOptions) ? assignment : jobsOptions;
    }
}
