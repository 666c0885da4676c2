/** Micro-benchmarks: how long decoding, preprocessing, inference and the wire format take on one thread. */
@NullMarked
package dev.tamis.benchmarks;

import org.jspecify.annotations.NullMarked;
