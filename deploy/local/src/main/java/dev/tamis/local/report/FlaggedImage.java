package dev.tamis.local.report;

import dev.tamis.schemas.ImageVerdict;

/**
 * The pictures of a flagged image: three files of one folder.
 *
 * @param verdict the verdict that flagged it
 * @param name what the files' names begin with
 */
record FlaggedImage(ImageVerdict verdict, String name) {
    /** The upload. */
    String image() {
        return name + "-image.jpg";
    }

    /** The upload under its heat map. */
    String overlay() {
        return name + "-overlay.jpg";
    }

    /** What the network saw. */
    String seen() {
        return name + "-seen.png";
    }
}
