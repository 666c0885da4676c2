/** Figures of several rounds. */
@NullMarked
package dev.tamis.benchmarks.figure;

import org.jspecify.annotations.NullMarked;
