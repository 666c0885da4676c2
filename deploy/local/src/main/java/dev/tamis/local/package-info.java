/** The whole product on one machine: a real broker in a JVM of its own, the job on a MiniCluster, and the commands. */
@NullMarked
package dev.tamis.local;

import org.jspecify.annotations.NullMarked;
