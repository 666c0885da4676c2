@NullMarked
package dev.tamis.training.dataset;

import org.jspecify.annotations.NullMarked;
