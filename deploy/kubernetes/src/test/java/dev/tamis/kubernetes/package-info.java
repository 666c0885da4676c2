/** Whether what is deployed in containers is what its readers take: Kubernetes, the operators, Compose, Flink, Kafka and Tamis itself. */
@NullMarked
package dev.tamis.kubernetes;

import org.jspecify.annotations.NullMarked;
