package dev.tamis.generator.diffusion;

/** A folder that is no pipeline. The message names the file, what was expected and what was found. */
public final class UnusablePipelineException extends Exception {
    private static final long serialVersionUID = 1;

    UnusablePipelineException(String message) {
        super(message);
    }

    UnusablePipelineException(String message, Throwable cause) {
        super(message, cause);
    }
}
