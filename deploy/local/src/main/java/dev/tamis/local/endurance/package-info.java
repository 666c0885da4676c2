/** What the job endures: the deaths of processes and tasks, and time. */
@NullMarked
package dev.tamis.local.endurance;

import org.jspecify.annotations.NullMarked;
