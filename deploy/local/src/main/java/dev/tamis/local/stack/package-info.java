/** The running parts: a real broker in a JVM of its own, the topics, and the job on a MiniCluster or on processes. */
@NullMarked
package dev.tamis.local.stack;

import org.jspecify.annotations.NullMarked;
