@NullMarked
package dev.tamis.training.export;

import org.jspecify.annotations.NullMarked;
