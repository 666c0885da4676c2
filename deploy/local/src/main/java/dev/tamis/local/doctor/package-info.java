/** What this machine has and lacks. */
@NullMarked
package dev.tamis.local.doctor;

import org.jspecify.annotations.NullMarked;
