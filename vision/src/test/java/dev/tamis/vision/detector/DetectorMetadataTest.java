package dev.tamis.vision.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.PreprocessSpec.ChannelOrder;
import dev.tamis.vision.preprocess.PreprocessSpec.Layout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorMetadataTest {
    private static final DetectorMetadata METADATA = new DetectorMetadata(
            "vit-small",
            new PreprocessSpec(
                    224,
                    192,
                    Layout.NHWC,
                    ChannelOrder.BGR,
                    List.of(0.485f, 0.456f, 0.406f),
                    List.of(0.229f, 0.224f, 0.225f)),
            new Calibration(1.37),
            new Thresholds(0.21, 0.83),
            new InputRange(-0.6),
            Map.of("auroc", "0.98", "accuracy", "0.93"));

    @Test
    void readsWhatItWrote() {
        assertThat(DetectorMetadata.ofProperties(METADATA.toProperties())).isEqualTo(METADATA);
    }

    @Test
    void judgesEverythingWhereItDoesNotSayWhat() {
        Map<String, String> properties = new HashMap<>(METADATA.toProperties());
        properties.remove("tamis.range.max_fine_detail");

        assertThat(DetectorMetadata.ofProperties(properties).range()).isEqualTo(InputRange.ANY);
    }

    @Test
    void leavesForeignPropertiesAlone() {
        assertThat(DetectorMetadata.ofProperties(with("producer", "someone"))).isEqualTo(METADATA);
    }

    @Test
    void sortsItsEvaluation() {
        assertThat(METADATA.evaluation().keySet()).containsExactly("accuracy", "auroc");
    }

    @Test
    void namesBothFingerprintsWhereTheyDiffer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DetectorMetadata.ofProperties(with("tamis.preprocess.fingerprint", "0123")))
                .withMessage("property tamis.preprocess.fingerprint: %s expected, found 0123"
                        .formatted(METADATA.preprocessing().fingerprint()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tamis.id",
                "tamis.labels",
                "tamis.preprocess.width",
                "tamis.preprocess.height",
                "tamis.preprocess.layout",
                "tamis.preprocess.channels",
                "tamis.preprocess.mean",
                "tamis.preprocess.std",
                "tamis.preprocess.fingerprint",
                "tamis.calibration.temperature",
                "tamis.threshold.authentic_below",
                "tamis.threshold.generated_from"
            })
    void namesAMissingProperty(String name) {
        Map<String, String> properties = new HashMap<>(METADATA.toProperties());
        properties.remove(name);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DetectorMetadata.ofProperties(properties))
                .withMessage("property " + name + " expected, not found");
    }

    @ParameterizedTest
    @CsvSource({
        "tamis.preprocess.width, wide",
        "tamis.preprocess.layout, CHWN",
        "tamis.preprocess.mean, '0.1,x,0.3'",
        "tamis.calibration.temperature, hot",
        "tamis.labels, 'REAL,FAKE'"
    })
    void namesAPropertyThatCannotBeRead(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DetectorMetadata.ofProperties(with(name, value)))
                .withMessageContaining(name)
                .withMessageContaining(value);
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> properties = new HashMap<>(METADATA.toProperties());
        properties.put(name, value);
        return properties;
    }
}
