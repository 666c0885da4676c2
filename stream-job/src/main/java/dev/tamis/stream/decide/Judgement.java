package dev.tamis.stream.decide;

import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.ReviewItem;
import org.jspecify.annotations.Nullable;

/**
 * A verdict on its way out.
 *
 * @param item what an analyst should see of it, where one should; its own verdict is out of date
 */
public record Judgement(ImageVerdict verdict, @Nullable ReviewItem item) {
    public static Judgement of(ImageVerdict verdict) {
        return new Judgement(verdict, null);
    }

    public String account() {
        return verdict.getAccount();
    }
}
