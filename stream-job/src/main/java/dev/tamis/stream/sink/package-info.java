/** Outcomes to Kafka, exactly once. */
@NullMarked
package dev.tamis.stream.sink;

import org.jspecify.annotations.NullMarked;
