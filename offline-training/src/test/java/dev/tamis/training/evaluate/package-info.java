@NullMarked
package dev.tamis.training.evaluate;

import org.jspecify.annotations.NullMarked;
