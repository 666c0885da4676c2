@NullMarked
package dev.tamis.training.train;

import org.jspecify.annotations.NullMarked;
