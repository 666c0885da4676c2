/** The rules by which scores become verdicts: thresholds, image quality, what a file says, what an analyst sees, and how much. */
@NullMarked
package dev.tamis.stream.policy;

import org.jspecify.annotations.NullMarked;
