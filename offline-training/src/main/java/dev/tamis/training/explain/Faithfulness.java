package dev.tamis.training.explain;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Whether what maps call relevant is what the network decides by.
 *
 * @param maps name of their source
 * @param empty share of the images of which the map shows nothing
 * @param deletion area under the deletion curve, the smaller the better
 * @param insertion area under the insertion curve, the larger the better
 * @param road by how much the network stays surer where ROAD takes the irrelevant first, the larger the better
 * @param advantages beside each control; of a control none
 * @param deletionCurve mean probability of the predicted class, from the whole image to none of it
 * @param insertionCurve the same from none of it to all
 * @param roadPoints for each share that ROAD removes
 */
public record Faithfulness(
        String maps,
        double empty,
        Estimate deletion,
        Estimate insertion,
        Estimate road,
        List<Advantage> advantages,
        List<Double> deletionCurve,
        List<Double> insertionCurve,
        List<RoadPoint> roadPoints) {

    /**
     * The figures of every source.
     *
     * @param sources as the images were explained
     * @param controls how many of them, at the end, are what the others are set beside
     * @param images at least one
     * @param removals of each image, for each of its maps
     */
    static List<Faithfulness> of(
            List<MapSource> sources, int controls, List<ExplainedImage> images, List<List<Removal>> removals) {
        List<Trial> trials = IntStream.range(0, sources.size())
                .mapToObj(source -> new Trial(
                        sources.get(source).name(),
                        images,
                        source,
                        removals.stream().map(ofImage -> ofImage.get(source)).toList()))
                .toList();
        int asked = sources.size() - controls;
        List<Trial> ofControls = trials.subList(asked, trials.size());
        return IntStream.range(0, trials.size())
                .mapToObj(i -> trials.get(i).figures(i < asked ? ofControls : List.of()))
                .toList();
    }

    /** All removals by the maps of one source. */
    private record Trial(String name, List<ExplainedImage> images, int source, List<Removal> removals) {
        Faithfulness figures(List<Trial> controls) {
            return new Faithfulness(
                    name,
                    images.stream().filter(this::isEmpty).count() / (double) images.size(),
                    Estimate.of(values(Removal::deletionArea)),
                    Estimate.of(values(Removal::insertionArea)),
                    Estimate.of(values(Removal::roadGap)),
                    controls.stream().map(this::over).toList(),
                    means(Removal::deletion),
                    means(Removal::insertion),
                    roadPoints());
        }

        private Advantage over(Trial control) {
            return new Advantage(
                    control.name,
                    Estimate.ofDifference(values(Removal::deletionArea), control.values(Removal::deletionArea)),
                    Estimate.ofDifference(values(Removal::insertionArea), control.values(Removal::insertionArea)),
                    Estimate.ofDifference(values(Removal::roadGap), control.values(Removal::roadGap)));
        }

        private boolean isEmpty(ExplainedImage image) {
            for (float value : image.maps().get(source).values()) {
                if (value > 0) {
                    return false;
                }
            }
            return true;
        }

        private double[] values(ToDoubleFunction<Removal> figure) {
            return removals.stream().mapToDouble(figure).toArray();
        }

        private List<Double> means(Function<Removal, double[]> curve) {
            return IntStream.range(0, curve.apply(removals.get(0)).length)
                    .mapToObj(i -> mean(curve, i))
                    .toList();
        }

        private double mean(Function<Removal, double[]> curve, int point) {
            return removals.stream()
                    .mapToDouble(removal -> curve.apply(removal)[point])
                    .average()
                    .orElseThrow();
        }

        private List<RoadPoint> roadPoints() {
            return IntStream.range(0, RemovalTests.ROAD_SHARES.size())
                    .mapToObj(i -> new RoadPoint(
                            RemovalTests.ROAD_SHARES.get(i),
                            accuracy(Removal::mostRelevantFirst, i),
                            accuracy(Removal::leastRelevantFirst, i),
                            mean(Removal::mostRelevantFirst, i),
                            mean(Removal::leastRelevantFirst, i)))
                    .toList();
        }

        /** The predicted class is the label's, or it was not and the prediction has turned over. */
        private double accuracy(Function<Removal, double[]> confidences, int point) {
            return IntStream.range(0, images.size())
                            .filter(i -> images.get(i).isRight() == confidences.apply(removals.get(i))[point] >= 0.5)
                            .count()
                    / (double) images.size();
        }
    }
}
