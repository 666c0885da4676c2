@NullMarked
package dev.tamis.schemas;

import org.jspecify.annotations.NullMarked;
