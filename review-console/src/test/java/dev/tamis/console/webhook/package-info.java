/** Tests of the package of the same name. */
@NullMarked
package dev.tamis.console.webhook;

import org.jspecify.annotations.NullMarked;
