/** The analysts' decisions as labelled images, from which a detector can learn. */
@NullMarked
package dev.tamis.local.decision;

import org.jspecify.annotations.NullMarked;
