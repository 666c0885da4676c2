/** What is seen of all flagged images together, before an analyst sees them: which look alike, and which came already. */
@NullMarked
package dev.tamis.stream.review;

import org.jspecify.annotations.NullMarked;
