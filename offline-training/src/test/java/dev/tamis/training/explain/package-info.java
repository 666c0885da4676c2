@NullMarked
package dev.tamis.training.explain;

import org.jspecify.annotations.NullMarked;
