package dev.tamis.vision.provenance;

import java.util.List;
import java.util.Locale;

/** How image generators name themselves in the files that they write. */
final class Generators {
    private static final List<String> NAMES = List.of(
            "stable diffusion",
            "stablediffusion",
            "automatic1111",
            "comfyui",
            "invokeai",
            "novelai",
            "midjourney",
            "dall-e",
            "dall·e",
            "openai",
            "gpt-4o",
            "firefly",
            "imagen",
            "google ai",
            "gemini",
            "ideogram",
            "leonardo.ai",
            "dreamstudio",
            "fooocus",
            "flux.1",
            "black forest labs",
            "bing image creator",
            "image creator from designer",
            "seedream",
            "recraft");

    private Generators() {}

    /** Whether a program's name is that of a generator. */
    static boolean isNamedIn(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return NAMES.stream().anyMatch(lower::contains);
    }

    /**
     * Whether a text is the list of settings that Stable Diffusion's front ends write beside a prompt, for example
     * {@code Steps: 20, Sampler: Euler a, CFG scale: 7}.
     */
    static boolean isSettings(String text) {
        return text.contains("Steps: ") && (text.contains("Sampler: ") || text.contains("CFG scale: "));
    }
}
