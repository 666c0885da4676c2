package dev.tamis.stream.known;

import dev.tamis.schemas.ReviewDecision;
import dev.tamis.stream.decode.DecodedSubmission;
import org.jspecify.annotations.Nullable;

/**
 * A submission and what is known of its image.
 *
 * @param inLastHour submissions of the same file in the hour up to this one, at least 1
 * @param decision what an analyst decided on the file, where one did and it says what the image is
 */
public record Sighting(
        DecodedSubmission decoded, int inLastHour, @Nullable ReviewDecision decision) {}
