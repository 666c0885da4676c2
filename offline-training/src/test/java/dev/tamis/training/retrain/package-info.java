@NullMarked
package dev.tamis.training.retrain;

import org.jspecify.annotations.NullMarked;
