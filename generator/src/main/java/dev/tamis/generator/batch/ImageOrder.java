package dev.tamis.generator.batch;

import dev.tamis.generator.diffusion.GenerationRequest;
import java.util.Map;

/**
 * An image to make.
 *
 * @param file below the folder, separated by {@code /}
 * @param request what to make it of
 * @param remarks what else the manifest says of it
 */
public record ImageOrder(String file, GenerationRequest request, Map<String, String> remarks) {
    public ImageOrder {
        remarks = Map.copyOf(remarks);
    }
}
