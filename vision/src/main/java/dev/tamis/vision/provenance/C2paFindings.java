package dev.tamis.vision.provenance;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.tamis.vision.provenance.Finding.Claim;
import dev.tamis.vision.provenance.Finding.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a C2PA manifest store says (C2PA Technical Specification 2.2): of each manifest, the program that made it, and those of
 * its actions that name a digital source type. The structure is read, the signature is not checked.
 */
final class C2paFindings {
    private static final int MAX_CBOR_BYTES = 1 << 20;
    private static final int MOST_MANIFESTS = 50;
    private static final ObjectReader CBOR = new CBORMapper().reader();

    private C2paFindings() {}

    /** @param store the JUMBF box of the manifest store */
    static List<Finding> of(ByteBuffer store) {
        List<JumbfBox> manifests = JumbfBox.in(store).stream()
                .filter(box -> box.label().equals("c2pa"))
                .flatMap(box -> box.boxes().stream())
                .filter(JumbfBox::isSuperbox)
                .limit(MOST_MANIFESTS)
                .toList();
        Set<Finding> findings = new LinkedHashSet<>();
        for (JumbfBox manifest : manifests) {
            findings.addAll(findings(manifest));
        }
        return List.copyOf(findings);
    }

    private static List<Finding> findings(JumbfBox manifest) {
        List<Finding> findings = new ArrayList<>();
        String program = manifest.boxes().stream()
                .filter(box -> box.label().startsWith("c2pa.claim"))
                .flatMap(claim -> cbor(claim).stream())
                .findFirst()
                .map(C2paFindings::program)
                .orElse("an unnamed program");
        manifest.boxes().stream()
                .filter(box -> box.label().equals("c2pa.assertions"))
                .flatMap(assertions -> assertions.boxes().stream())
                .filter(assertion -> assertion.label().startsWith("c2pa.actions"))
                .flatMap(assertion -> cbor(assertion).stream())
                .forEach(actions -> actions.path("actions")
                        .forEach(action -> ofAction(program, action).ifPresent(findings::add)));
        if (findings.isEmpty()) {
            findings.add(new Finding(Source.C2PA, Claim.NOTHING, "manifest by " + program));
        }
        return findings;
    }

    private static Optional<Finding> ofAction(String program, JsonNode action) {
        String type = action.path("digitalSourceType").asText("");
        if (type.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                Source.C2PA,
                DigitalSourceType.claim(type),
                "manifest by %s: %s, digital source type %s"
                        .formatted(program, action.path("action").asText("an action"), DigitalSourceType.term(type))));
    }

    /** Claims of version 2 name the program in a map, those of version 1 in a list of maps or as a text. */
    private static String program(JsonNode claim) {
        JsonNode named = claim.path("claim_generator_info");
        JsonNode first = named.isArray() ? named.path(0) : named;
        String program =
                (first.path("name").asText("") + " " + first.path("version").asText("")).strip();
        return program.isEmpty() ? claim.path("claim_generator").asText("an unnamed program") : program;
    }

    private static Optional<JsonNode> cbor(JumbfBox superbox) {
        return superbox.boxes().stream()
                .filter(box -> box.type().equals("cbor"))
                .filter(box -> box.content().remaining() <= MAX_CBOR_BYTES)
                .findFirst()
                .flatMap(box -> parsed(box.content()));
    }

    private static Optional<JsonNode> parsed(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        try {
            return Optional.of(CBOR.readTree(bytes));
        } catch (JacksonException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory does not fail", e);
        }
    }
}
