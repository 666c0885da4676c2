/** Scoring files without Kafka and Flink. */
@NullMarked
package dev.tamis.stream.check;

import org.jspecify.annotations.NullMarked;
