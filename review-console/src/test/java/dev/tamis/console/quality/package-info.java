/** Tests of the package of the same name. */
@NullMarked
package dev.tamis.console.quality;

import org.jspecify.annotations.NullMarked;
