package dev.tamis.training.dataset.describe;

import dev.tamis.vision.image.ImageFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.plugins.jpeg.JPEGQTable;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.w3c.dom.NodeList;

/**
 * How an image file is encoded, in words: {@code JPEG 4:2:0, IJG quality 75}. For JPEG these are the colour's resolution and
 * the quantisation tables, named by the quality at which the Independent JPEG Group's encoder writes them, where there is one.
 */
final class FileCoding {
    private static final String TREE = "javax_imageio_jpeg_image_1.0";
    private static final int QUALITIES = 100;

    /** The tables for brightness and colour at each quality, from 1 on. */
    private static final List<List<int[]>> IJG =
            IntStream.rangeClosed(1, QUALITIES).mapToObj(FileCoding::tablesOf).toList();

    private FileCoding() {}

    static String of(ImageFormat format, byte[] file) {
        return format == ImageFormat.JPEG ? ofJpeg(file) : format.toString();
    }

    private static String ofJpeg(byte[] file) {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (MemoryCacheImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(stream, true, false);
            IIOMetadataNode header =
                    (IIOMetadataNode) reader.getImageMetadata(0).getAsTree(TREE);
            return "JPEG " + sampling(header) + ", " + tables(header);
        } catch (IOException e) {
            return "JPEG of an unusual header"; // it was decoded, by another decoder
        } finally {
            reader.dispose();
        }
    }

    private static String sampling(IIOMetadataNode header) {
        String factors = nodes(header, "componentSpec").stream()
                .map(component ->
                        component.getAttribute("HsamplingFactor") + "x" + component.getAttribute("VsamplingFactor"))
                .collect(Collectors.joining(" "));
        return switch (factors) {
            case "1x1 1x1 1x1" -> "4:4:4";
            case "2x1 1x1 1x1" -> "4:2:2";
            case "2x2 1x1 1x1" -> "4:2:0";
            case "1x1" -> "grey";
            default -> factors;
        };
    }

    private static String tables(IIOMetadataNode header) {
        List<int[]> tables = nodes(header, "dqtable").stream()
                .map(node -> ((JPEGQTable) node.getUserObject()).getTable())
                .toList();
        for (int quality = QUALITIES; quality >= 1; quality--) {
            if (isBeginning(tables, IJG.get(quality - 1))) {
                return "IJG quality " + quality;
            }
        }
        return "tables "
                + Integer.toHexString(tables.stream().mapToInt(Arrays::hashCode).reduce(1, (a, b) -> 31 * a + b));
    }

    private static boolean isBeginning(List<int[]> tables, List<int[]> standard) {
        return !tables.isEmpty()
                && tables.size() <= standard.size()
                && IntStream.range(0, tables.size()).allMatch(i -> Arrays.equals(tables.get(i), standard.get(i)));
    }

    /** libjpeg's {@code jpeg_set_quality}. */
    private static List<int[]> tablesOf(int quality) {
        int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        return List.of(JPEGQTable.K1Luminance, JPEGQTable.K2Chrominance).stream()
                .map(table -> Arrays.stream(table.getTable())
                        .map(value -> Math.max(1, Math.min(255, (value * percent + 50) / 100)))
                        .toArray())
                .toList();
    }

    private static List<IIOMetadataNode> nodes(IIOMetadataNode header, String name) {
        NodeList nodes = header.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (IIOMetadataNode) nodes.item(i))
                .toList();
    }
}
