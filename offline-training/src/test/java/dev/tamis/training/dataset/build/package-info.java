@NullMarked
package dev.tamis.training.dataset.build;

import org.jspecify.annotations.NullMarked;
