package dev.tamis.benchmarks.capacity;

import static java.util.Objects.requireNonNull;

import dev.tamis.benchmarks.figure.Spread;
import dev.tamis.benchmarks.stream.ClusterRun.Cost;
import dev.tamis.benchmarks.stream.ClusterRun.Held;
import dev.tamis.benchmarks.stream.JobPart;
import dev.tamis.benchmarks.stream.UploadSize;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What an image costs the job on a cluster: what {@code ./tamis bench costs} measures. One or two TaskManagers had one slot and one core each.
 *
 * @param sizes of uploads
 * @param held by the job of what it judged, with one TaskManager
 */
public record Costs(List<OfSize> sizes, Memory held) {
    public Costs {
        sizes = List.copyOf(sizes);
    }

    /**
     * Uploads of one size.
     *
     * @param one with one TaskManager
     * @param two with two TaskManagers
     * @param growth of the time of a core that an image takes, from one TaskManager to two, round by round: 1 where there is none
     * @param flaggedShare of the images, 0 to 1
     * @param submissionBytes of a record
     * @param verdictBytes of a record
     * @param reviewItemBytes of a record
     */
    public record OfSize(
            UploadSize size,
            OfJob one,
            OfJob two,
            Spread growth,
            double flaggedShare,
            double submissionBytes,
            double verdictBytes,
            double reviewItemBytes) {
        /** Of so many rounds, in each of which both were measured. */
        static OfSize of(List<Cost> one, List<Cost> two) {
            Cost any = one.get(0);
            return new OfSize(
                    any.size(),
                    OfJob.of(one),
                    OfJob.of(two),
                    Spread.ofRatios(
                            two.stream().map(Cost::jobMillis).toList(),
                            one.stream().map(Cost::jobMillis).toList()),
                    any.flaggedShare(),
                    any.submissionBytes(),
                    any.verdictBytes(),
                    any.reviewItemBytes());
        }
    }

    /**
     * With so many TaskManagers.
     *
     * @param imagesPerSecond verdicts a second
     * @param busyShare of the time that the TaskManagers' cores worked for them, 0 to 1
     * @param jobMillis of a core for each image, in the TaskManagers
     * @param partMillis the same by part
     * @param brokerMillis of a core for each image, in the broker, which keeps one copy
     * @param exchangedBytes for each image, from task to task
     */
    public record OfJob(
            Spread imagesPerSecond,
            Spread busyShare,
            Spread jobMillis,
            Map<JobPart, Spread> partMillis,
            Spread brokerMillis,
            Spread exchangedBytes) {
        public OfJob {
            for (JobPart part : JobPart.values()) {
                if (!partMillis.containsKey(part)) {
                    throw new IllegalArgumentException("no milliseconds of " + part);
                }
            }
            partMillis = Map.copyOf(partMillis);
        }

        /** Milliseconds of a core for each image in one part of the job. */
        public Spread millis(JobPart part) {
            return requireNonNull(partMillis.get(part));
        }

        static OfJob of(List<Cost> rounds) {
            Map<JobPart, Spread> parts = new EnumMap<>(JobPart.class);
            for (JobPart part : JobPart.values()) {
                parts.put(part, Spread.of(rounds, cost -> cost.millis().getOrDefault(part, 0.0)));
            }
            return new OfJob(
                    Spread.of(rounds, Cost::imagesPerSecond),
                    Spread.of(rounds, Cost::busyShare),
                    Spread.of(rounds, Cost::jobMillis),
                    parts,
                    Spread.of(rounds, Cost::brokerMillis),
                    Spread.of(rounds, Cost::exchangedBytes));
        }
    }

    /**
     * What the job holds.
     *
     * @param deliveryBytes in a checkpoint, for each submission that is known
     * @param imageBytes in a checkpoint, for each file that is known
     * @param accountBytes in a checkpoint, for each account, at most
     * @param taskManagerBytes of memory, of a TaskManager's process with one slot
     */
    public record Memory(Spread deliveryBytes, Spread imageBytes, Spread accountBytes, Spread taskManagerBytes) {
        static Memory of(List<Held> rounds) {
            return new Memory(
                    Spread.of(rounds, Held::deliveryBytes),
                    Spread.of(rounds, Held::imageBytes),
                    Spread.of(rounds, Held::accountBytes),
                    Spread.of(rounds, Held::taskManagerBytes));
        }
    }

    /**
     * Of so many rounds.
     *
     * @param one with one TaskManager: in each round every size once, in one order
     * @param two the same with two
     * @param held with one
     */
    public static Costs of(List<List<Cost>> one, List<List<Cost>> two, List<Held> held) {
        return new Costs(
                IntStream.range(0, one.get(0).size())
                        .mapToObj(size -> OfSize.of(
                                one.stream().map(round -> round.get(size)).toList(),
                                two.stream().map(round -> round.get(size)).toList()))
                        .toList(),
                Memory.of(held));
    }
}
