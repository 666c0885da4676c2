@NullMarked
package dev.tamis.distribution;

import org.jspecify.annotations.NullMarked;
