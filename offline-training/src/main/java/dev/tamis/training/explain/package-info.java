/** Where a network looked: gradients and maps by DL4J's own backward pass. */
@NullMarked
package dev.tamis.training.explain;

import org.jspecify.annotations.NullMarked;
