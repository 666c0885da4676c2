/** Upload traffic through a running Tamis, and how long it takes to a verdict. */
@NullMarked
package dev.tamis.local.replay;

import org.jspecify.annotations.NullMarked;
