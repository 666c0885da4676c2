package dev.tamis.local.report;

import dev.tamis.schemas.ImageVerdict;

/**
 * The pictures of a flagged image, as files of one folder.
 *
 * @param verdict the verdict that flagged it
 * @param image the upload
 * @param overlay the upload under its heat map
 * @param seen what the network saw
 */
record FlaggedImage(ImageVerdict verdict, String image, String overlay, String seen) {}
