package dev.tamis.stream.decode;

import dev.tamis.stream.ingest.Submission;
import dev.tamis.vision.preprocess.PreprocessedImage;
import dev.tamis.vision.provenance.Finding;
import dev.tamis.vision.similarity.Pdq;
import java.util.List;

/**
 * A submission whose payload is a readable image.
 *
 * @param image what the network will see of it
 * @param pdq what it has in common with images that look alike
 * @param findings what the file says of its origin
 * @param payloadSha256 SHA-256 of the payload, 64 lower-case hexadecimal digits
 */
public record DecodedSubmission(
        Submission submission, PreprocessedImage image, Pdq pdq, List<Finding> findings, String payloadSha256) {}
