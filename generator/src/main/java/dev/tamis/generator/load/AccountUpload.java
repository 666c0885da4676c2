package dev.tamis.generator.load;

import static java.util.Objects.requireNonNull;

/**
 * An upload of an account under an id that its platform has given. Sent again it is the same submission, delivered again.
 *
 * @param submissionId unique among the submissions of the topic
 * @param account the account that uploads
 */
public record AccountUpload(String submissionId, String account, Upload upload) implements UploadEvent {
    public AccountUpload {
        requireNonNull(submissionId);
        requireNonNull(account);
    }

    @Override
    public String name() {
        return upload.name();
    }
}
