package dev.tamis.stream.account;

import static org.apache.flink.util.Preconditions.checkArgument;

import dev.tamis.schemas.AccountStanding;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How urgent a review item is, 0 to 100: the more the surer the network, the more strikes the account has, and the more
 * people see the image; still more where a person reported it.
 *
 * @param score what a score of 1 adds
 * @param standing what a RESTRICTED account adds; a WATCHED one adds half
 * @param reach what {@value #REACH_OF_ALL} submissions of the file in an hour add; fewer add less, by their logarithm
 * @param report what a report by a person adds, up to 100 in all
 */
public record ReviewPriority(int score, int standing, int reach, int report) implements Serializable {
    /** What the job uses. */
    public static final ReviewPriority DEFAULT = new ReviewPriority(50, 25, 25, 40);

    static final int REACH_OF_ALL = 1_000;
    private static final int MOST = 100;

    public ReviewPriority {
        checkArgument(score >= 0 && standing >= 0 && reach >= 0 && report >= 0, "weights must not be negative");
        checkArgument(score + standing + reach <= MOST, "score, standing and reach sum to 100 at most");
    }

    /**
     * The priority of an item.
     *
     * @param certainty the network's score; null where none was asked
     * @param sightings submissions of the file in an hour
     * @param reported whether a person reported the image
     */
    int of(@Nullable Double certainty, AccountStanding account, int sightings, boolean reported) {
        double sum = score * (certainty == null ? 0 : certainty)
                + standing * share(account)
                + reach * share(sightings)
                + (reported ? report : 0);
        return (int) Math.round(Math.min(MOST, sum));
    }

    private static double share(AccountStanding standing) {
        return switch (standing) {
            case RESTRICTED -> 1;
            case WATCHED -> 0.5;
            case GOOD, UNKNOWN -> 0;
        };
    }

    private static double share(int sightings) {
        return Math.min(1, Math.log(Math.max(1, sightings)) / Math.log(REACH_OF_ALL));
    }
}
