/** The commands {@code demo}, {@code up}, {@code check} and {@code doctor}. */
@NullMarked
package dev.tamis.local;

import org.jspecify.annotations.NullMarked;
