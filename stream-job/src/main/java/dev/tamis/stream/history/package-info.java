/** The history: outcomes as Parquet files, by day. */
@NullMarked
package dev.tamis.stream.history;

import org.jspecify.annotations.NullMarked;
