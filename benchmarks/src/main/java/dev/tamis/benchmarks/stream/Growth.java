package dev.tamis.benchmarks.stream;

import java.util.List;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * What an image costs while state grows.
 *
 * @param steps one after the other
 */
public record Growth(List<Step> steps) {
    /**
     * Some images.
     *
     * @param images up to the end of this step, from the first on
     * @param micros of a core for each image of this step
     */
    public record Step(long images, double micros) {}

    public Growth {
        steps = List.copyOf(steps);
    }

    /**
     * How much more an image costs at the end than at some time before, as a share: by a straight line through the steps between,
     * so that a single slow one says little.
     *
     * @param from images; what was before is left out
     */
    public double since(long from) {
        return microsSince(from) / line(from).predict(from);
    }

    /** The same in microseconds of a core for each image. */
    public double microsSince(long from) {
        SimpleRegression line = line(from);
        return line.predict(steps.get(steps.size() - 1).images()) - line.predict(from);
    }

    private SimpleRegression line(long from) {
        SimpleRegression line = new SimpleRegression();
        steps.stream().filter(step -> step.images() > from).forEach(step -> line.addData(step.images(), step.micros()));
        return line;
    }
}
