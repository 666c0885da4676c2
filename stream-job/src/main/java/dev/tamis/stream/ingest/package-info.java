/** From records of the submissions topic to submissions, or to rejections where a record is none. */
@NullMarked
package dev.tamis.stream.ingest;

import org.jspecify.annotations.NullMarked;
