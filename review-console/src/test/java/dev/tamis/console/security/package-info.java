/** Tests of the package of the same name. */
@NullMarked
package dev.tamis.console.security;

import org.jspecify.annotations.NullMarked;
