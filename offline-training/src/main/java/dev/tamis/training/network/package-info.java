/** The networks of the papers as DL4J configurations. */
@NullMarked
package dev.tamis.training.network;

import org.jspecify.annotations.NullMarked;
