/** Metrics that several operators keep in the same way. */
@NullMarked
package dev.tamis.stream.metric;

import org.jspecify.annotations.NullMarked;
