package dev.tamis.generator.paint;

import java.awt.image.BufferedImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;

/** What an animated GIF says of each frame (GIF89a, sections 23 and 26; the NETSCAPE2.0 extension for the loop). */
final class GifFrames {
    private static final int DELAY_HUNDREDTHS = 8;

    private GifFrames() {}

    static IIOMetadata metadata(ImageWriter writer, BufferedImage frame) {
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(frame), null);
        IIOMetadataNode root = new IIOMetadataNode(metadata.getNativeMetadataFormatName());
        root.appendChild(timing());
        root.appendChild(loop());
        try {
            metadata.mergeTree(root.getNodeName(), root);
        } catch (IIOInvalidTreeException e) {
            throw new IllegalStateException("the JDK refuses its own metadata format", e);
        }
        return metadata;
    }

    private static IIOMetadataNode timing() {
        IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("transparentColorIndex", "0");
        control.setAttribute("delayTime", Integer.toString(DELAY_HUNDREDTHS));
        return control;
    }

    private static IIOMetadataNode loop() {
        IIOMetadataNode application = new IIOMetadataNode("ApplicationExtension");
        application.setAttribute("applicationID", "NETSCAPE");
        application.setAttribute("authenticationCode", "2.0");
        application.setUserObject(new byte[] {1, 0, 0});
        IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
        extensions.appendChild(application);
        return extensions;
    }
}
