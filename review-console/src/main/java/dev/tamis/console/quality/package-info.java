/** How well people and the detector decide: checks that nobody can tell from work, and figures. */
@NullMarked
package dev.tamis.console.quality;

import org.jspecify.annotations.NullMarked;
