package dev.tamis.vision.detector;

import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.PreprocessSpec.ChannelOrder;
import dev.tamis.vision.preprocess.PreprocessSpec.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The {@code tamis.*} properties of a detector file: names, forms and how they are read. */
final class MetadataProperties {
    private static final String ID = "tamis.id";
    private static final String WIDTH = "tamis.preprocess.width";
    private static final String HEIGHT = "tamis.preprocess.height";
    private static final String LAYOUT = "tamis.preprocess.layout";
    private static final String CHANNELS = "tamis.preprocess.channels";
    private static final String MEAN = "tamis.preprocess.mean";
    private static final String STD = "tamis.preprocess.std";
    private static final String FINGERPRINT = "tamis.preprocess.fingerprint";
    private static final String TEMPERATURE = "tamis.calibration.temperature";
    private static final String AUTHENTIC_BELOW = "tamis.threshold.authentic_below";
    private static final String GENERATED_FROM = "tamis.threshold.generated_from";
    private static final String MAX_FINE_DETAIL = "tamis.range.max_fine_detail";
    private static final String LABELS = "tamis.labels";
    private static final String EVALUATION = "tamis.evaluation.";

    /** The published labels in the order of their numbers: FAKE is 0 and REAL is 1. */
    private static final String EXPECTED_LABELS = "FAKE,REAL";

    private final Map<String, String> properties;

    private MetadataProperties(Map<String, String> properties) {
        this.properties = properties;
    }

    static Map<String, String> write(DetectorMetadata metadata) {
        PreprocessSpec spec = metadata.preprocessing();
        Map<String, String> properties = new TreeMap<>();
        properties.put(ID, metadata.id());
        properties.put(WIDTH, Integer.toString(spec.width()));
        properties.put(HEIGHT, Integer.toString(spec.height()));
        properties.put(LAYOUT, spec.layout().name());
        properties.put(CHANNELS, spec.channelOrder().name());
        properties.put(MEAN, join(spec.mean()));
        properties.put(STD, join(spec.std()));
        properties.put(FINGERPRINT, spec.fingerprint());
        properties.put(TEMPERATURE, Double.toString(metadata.calibration().temperature()));
        properties.put(AUTHENTIC_BELOW, Double.toString(metadata.thresholds().authenticBelow()));
        properties.put(GENERATED_FROM, Double.toString(metadata.thresholds().generatedFrom()));
        if (!metadata.range().equals(InputRange.ANY)) {
            properties.put(MAX_FINE_DETAIL, Double.toString(metadata.range().maxFineDetail()));
        }
        properties.put(LABELS, EXPECTED_LABELS);
        metadata.evaluation().forEach((name, value) -> properties.put(EVALUATION + name, value));
        return properties;
    }

    static DetectorMetadata read(Map<String, String> properties) {
        return new MetadataProperties(properties).read();
    }

    private DetectorMetadata read() {
        String id = value(ID);
        expect(LABELS, EXPECTED_LABELS);
        PreprocessSpec spec = new PreprocessSpec(
                parse(WIDTH, Integer::valueOf),
                parse(HEIGHT, Integer::valueOf),
                parse(LAYOUT, Layout::valueOf),
                parse(CHANNELS, ChannelOrder::valueOf),
                parse(MEAN, MetadataProperties::split),
                parse(STD, MetadataProperties::split));
        expect(FINGERPRINT, spec.fingerprint());
        return new DetectorMetadata(
                id,
                spec,
                new Calibration(parse(TEMPERATURE, Double::valueOf)),
                new Thresholds(parse(AUTHENTIC_BELOW, Double::valueOf), parse(GENERATED_FROM, Double::valueOf)),
                properties.containsKey(MAX_FINE_DETAIL)
                        ? parse(MAX_FINE_DETAIL, text -> new InputRange(Double.parseDouble(text)))
                        : InputRange.ANY,
                evaluation());
    }

    private Map<String, String> evaluation() {
        return properties.entrySet().stream()
                .filter(property -> property.getKey().startsWith(EVALUATION))
                .collect(Collectors.toMap(
                        property -> property.getKey().substring(EVALUATION.length()), Map.Entry::getValue));
    }

    private String value(String name) {
        String value = properties.get(name);
        if (value == null) {
            throw new IllegalArgumentException("property " + name + " expected, not found");
        }
        return value;
    }

    private void expect(String name, String expected) {
        String found = value(name);
        if (!found.equals(expected)) {
            throw new IllegalArgumentException("property %s: %s expected, found %s".formatted(name, expected, found));
        }
    }

    private <T> T parse(String name, Function<String, T> parser) {
        String value = value(name);
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("property " + name + " cannot be read: " + value, e);
        }
    }

    private static String join(List<Float> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(","));
    }

    private static List<Float> split(String values) {
        return Arrays.stream(values.split(",", -1)).map(Float::valueOf).toList();
    }
}
