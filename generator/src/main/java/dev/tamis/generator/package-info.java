/** The command line of the generator. */
@NullMarked
package dev.tamis.generator;

import org.jspecify.annotations.NullMarked;
