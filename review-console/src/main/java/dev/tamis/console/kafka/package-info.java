/** How the console reaches Kafka. */
@NullMarked
package dev.tamis.console.kafka;

import org.jspecify.annotations.NullMarked;
