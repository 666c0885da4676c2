/** Micro-batched detection on a thread beside the task. */
@NullMarked
package dev.tamis.stream.detect;

import org.jspecify.annotations.NullMarked;
