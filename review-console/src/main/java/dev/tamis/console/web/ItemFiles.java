package dev.tamis.console.web;

import dev.tamis.console.queue.Item;
import dev.tamis.console.queue.ReviewItems;
import dev.tamis.schemas.DetectorInput;
import dev.tamis.schemas.VerdictHeatmap;
import dev.tamis.vision.explain.Heatmap;
import dev.tamis.vision.explain.HeatmapOverlay;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.RgbImage;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.NotFoundResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * The pictures of an item's page: the file as it was uploaded, what the network saw, and the heat map. The file is whatever someone
 * uploaded, so its type is what the job read from its bytes, and nothing in it may run.
 */
final class ItemFiles {
    private static final HeatmapOverlay OVERLAY = new HeatmapOverlay(256);
    private static final String PNG = "image/png";

    /** An item's pictures never change; only whoever is logged in has them. */
    private static final String CACHE = "private, max-age=3600, immutable";

    /** By what the job calls a format. */
    private static final Map<String, String> TYPES = Map.of(
            "JPEG", "image/jpeg",
            "PNG", PNG,
            "GIF", "image/gif",
            "BMP", "image/bmp",
            "WEBP", "image/webp");

    private final ReviewItems items;

    ItemFiles(ReviewItems items) {
        this.items = items;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/items/{item}/image", this::file, Access.VIEWER)
                .get("/items/{item}/seen.png", this::seen, Access.VIEWER)
                .get("/items/{item}/heatmap.png", this::heatmap, Access.VIEWER);
    }

    private void file(Context context) {
        Item item = item(context);
        String type = TYPES.get(item.message().getVerdict().getImage().getFormat());
        if (type == null) {
            throw new NotFoundResponse("The file is of a format that is not shown.");
        }
        byte[] file = items.file(item.id()).orElseThrow(() -> new NotFoundResponse("The file is not here."));
        answer(context, type, file);
    }

    private void seen(Context context) {
        DetectorInput input = item(context).message().getDetectorInput();
        answer(
                context,
                PNG,
                PngEncoder.encode(new RgbImage(input.getWidth(), input.getHeight(), bytes(input.getRgb()))));
    }

    private void heatmap(Context context) throws IOException {
        VerdictHeatmap map = item(context).message().getVerdict().getHeatmap();
        if (map == null) {
            throw new NotFoundResponse("The item has no heat map.");
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(
                OVERLAY.layer(Heatmap.ofBytes(map.getWidth(), map.getHeight(), bytes(map.getValues()))), "png", png);
        answer(context, PNG, png.toByteArray());
    }

    private Item item(Context context) {
        return items.find(Forms.id(context, "item")).orElseThrow(() -> new NotFoundResponse("There is no such item."));
    }

    private static void answer(Context context, String type, byte[] file) {
        context.header(Header.CACHE_CONTROL, CACHE);
        context.header(Header.CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
        context.contentType(type).result(file);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
