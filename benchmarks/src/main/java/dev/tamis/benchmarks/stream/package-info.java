/** Whole services between the same topics of the same broker: Tamis, what others would write, and the bare work. */
@NullMarked
package dev.tamis.benchmarks.stream;

import org.jspecify.annotations.NullMarked;
