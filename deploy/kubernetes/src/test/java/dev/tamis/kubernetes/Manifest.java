package dev.tamis.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/** One resource, as it is given to Kubernetes. */
record Manifest(JsonNode content) {
    /** Version and kind, for example {@code apps/v1 Deployment}. */
    String type() {
        return content.path("apiVersion").asText() + " " + content.path("kind").asText();
    }

    String name() {
        return content.at("/metadata/name").asText();
    }

    JsonNode spec() {
        return content.path("spec");
    }

    @Override
    public String toString() {
        return type() + " " + name();
    }
}
