@NullMarked
package dev.tamis.console.queue;

import org.jspecify.annotations.NullMarked;
