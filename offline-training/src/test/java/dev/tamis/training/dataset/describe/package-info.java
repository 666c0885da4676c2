@NullMarked
package dev.tamis.training.dataset.describe;

import org.jspecify.annotations.NullMarked;
