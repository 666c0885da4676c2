@NullMarked
package dev.tamis.training.file;

import org.jspecify.annotations.NullMarked;
