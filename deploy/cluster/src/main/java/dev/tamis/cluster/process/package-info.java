/** The processes of a cluster, and what keeps them running. */
@NullMarked
package dev.tamis.cluster.process;

import org.jspecify.annotations.NullMarked;
