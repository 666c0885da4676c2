package dev.tamis.console.web;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** The parts that the console needs, and whether each works. */
public final class Health {
    private final Map<String, BooleanSupplier> parts;

    /** @param parts by name, each says whether it works */
    public Health(Map<String, BooleanSupplier> parts) {
        this.parts = new TreeMap<>(parts);
    }

    /** {@code up} or {@code down} of each part. */
    Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        parts.forEach((name, works) -> states.put(name, works.getAsBoolean() ? "up" : "down"));
        return states;
    }
}
