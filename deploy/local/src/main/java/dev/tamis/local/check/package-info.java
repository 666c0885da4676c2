/** Scoring files without Kafka and Flink. */
@NullMarked
package dev.tamis.local.check;

import org.jspecify.annotations.NullMarked;
