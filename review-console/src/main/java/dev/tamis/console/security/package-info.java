/** Who uses the console, how they prove it, and what they may do. */
@NullMarked
package dev.tamis.console.security;

import org.jspecify.annotations.NullMarked;
