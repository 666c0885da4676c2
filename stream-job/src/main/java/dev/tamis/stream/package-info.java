/** The Flink job that judges a stream of uploads: its graph, its options and its entry point. */
@NullMarked
package dev.tamis.stream;

import org.jspecify.annotations.NullMarked;
