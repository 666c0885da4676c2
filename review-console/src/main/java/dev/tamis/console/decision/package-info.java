/** What analysts decide, and how it reaches the job. */
@NullMarked
package dev.tamis.console.decision;

import org.jspecify.annotations.NullMarked;
