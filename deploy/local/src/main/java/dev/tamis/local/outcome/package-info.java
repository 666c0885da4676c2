/** What became of each submission: reading outcomes and counting what is lost or doubled. */
@NullMarked
package dev.tamis.local.outcome;

import org.jspecify.annotations.NullMarked;
