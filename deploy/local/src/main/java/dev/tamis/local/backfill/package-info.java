/** Submissions of the past through the job on this machine. */
@NullMarked
package dev.tamis.local.backfill;

import org.jspecify.annotations.NullMarked;
