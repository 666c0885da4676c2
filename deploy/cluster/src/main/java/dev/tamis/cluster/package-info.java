/** The commands of a cluster of Kafka, Flink and the review console in processes of their own on one machine. */
@NullMarked
package dev.tamis.cluster;

import org.jspecify.annotations.NullMarked;
