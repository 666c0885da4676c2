/** Parquet files of Avro records on Flink's file systems, without a Hadoop installation. */
@NullMarked
package dev.tamis.stream.parquet;

import org.jspecify.annotations.NullMarked;
