@NullMarked
package dev.tamis.training.search;

import org.jspecify.annotations.NullMarked;
