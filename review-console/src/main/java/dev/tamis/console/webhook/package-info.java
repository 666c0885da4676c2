/** Decisions told to other systems by HTTP. */
@NullMarked
package dev.tamis.console.webhook;

import org.jspecify.annotations.NullMarked;
