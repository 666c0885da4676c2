@NullMarked
package dev.tamis.training;

import org.jspecify.annotations.NullMarked;
