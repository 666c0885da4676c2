/** What can be measured of an image itself, whatever it shows. */
@NullMarked
package dev.tamis.vision.quality;

import org.jspecify.annotations.NullMarked;
