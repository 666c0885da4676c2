/** The topics of Tamis as they should be, who may use which, and what a Kafka cluster has of both. */
@NullMarked
package dev.tamis.local.topic;

import org.jspecify.annotations.NullMarked;
