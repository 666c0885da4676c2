/** The records of every topic, generated from the Avro schemas, and the wire format that carries them. */
@NullMarked
package dev.tamis.schemas;

import org.jspecify.annotations.NullMarked;
