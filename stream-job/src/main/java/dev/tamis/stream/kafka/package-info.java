/** What every Kafka client of the job shares. */
@NullMarked
package dev.tamis.stream.kafka;

import org.jspecify.annotations.NullMarked;
