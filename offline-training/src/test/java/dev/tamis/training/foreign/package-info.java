@NullMarked
package dev.tamis.training.foreign;

import org.jspecify.annotations.NullMarked;
