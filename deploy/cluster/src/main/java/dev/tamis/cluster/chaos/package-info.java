/** What a cluster endures: the deaths of its processes, and worse. */
@NullMarked
package dev.tamis.cluster.chaos;

import org.jspecify.annotations.NullMarked;
