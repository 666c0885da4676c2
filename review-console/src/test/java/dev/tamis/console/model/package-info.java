/** Tests of the package of the same name. */
@NullMarked
package dev.tamis.console.model;

import org.jspecify.annotations.NullMarked;
