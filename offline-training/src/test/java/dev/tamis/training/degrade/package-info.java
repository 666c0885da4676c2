@NullMarked
package dev.tamis.training.degrade;

import org.jspecify.annotations.NullMarked;
