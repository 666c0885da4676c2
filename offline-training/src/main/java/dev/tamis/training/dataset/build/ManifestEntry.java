package dev.tamis.training.dataset.build;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tamis.training.dataset.CifarClass;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.Split;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One file of a built data set.
 *
 * @param path below the data set's folder, separated by {@code /}
 * @param sha256 of the file
 * @param subject the CIFAR-10 class, {@code class} in JSON
 * @param source what it was made of
 * @param remarks what the generator said of it: {@code prompt}, {@code seed}, {@code model}, whatever else; beside the other
 *     keys in JSON
 */
@JsonPropertyOrder({"path", "sha256", "split", "label", "class", "source"})
public record ManifestEntry(
        String path,
        String sha256,
        Split split,
        Label label,
        @JsonProperty("class") CifarClass subject,
        Source source,
        @JsonAnyGetter @JsonAnySetter Map<String, Object> remarks) {
    /**
     * What a file was made of.
     *
     * @param name a file of the generator, or a CIFAR-10 batch and the position in it: {@code data_batch_1.bin#17}
     * @param sha256 of the source's bytes; of a CIFAR-10 record its label byte and its values
     */
    public record Source(String name, String sha256) {}

    /** The keys that no remark may have. */
    static final Set<String> KEYS = Set.of("path", "sha256", "split", "label", "class", "source");

    public ManifestEntry {
        remarks = Collections.unmodifiableMap(new TreeMap<>(remarks)); // one order, however they were read
    }

    /** The entry tells the same of a source as the source does. */
    boolean isOf(SourceImage image, Source origin) {
        return source.equals(origin) && remarks.equals(image.remarks());
    }
}
