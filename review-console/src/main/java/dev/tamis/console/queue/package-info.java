/** Review items: how they come in, which queue takes them, who works on which. */
@NullMarked
package dev.tamis.console.queue;

import org.jspecify.annotations.NullMarked;
