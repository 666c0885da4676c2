/** What a file itself says of its origin. Anyone can write it and anyone can take it away: it is shown, and proves nothing. */
@NullMarked
package dev.tamis.vision.provenance;

import org.jspecify.annotations.NullMarked;
