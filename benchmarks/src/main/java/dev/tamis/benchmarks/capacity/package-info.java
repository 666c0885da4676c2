/** How much of a cluster a rate of uploads takes, by arithmetic from what was measured. */
@NullMarked
package dev.tamis.benchmarks.capacity;

import org.jspecify.annotations.NullMarked;
