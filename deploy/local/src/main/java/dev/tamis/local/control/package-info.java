/** Instructions to running jobs, and what becomes of them. */
@NullMarked
package dev.tamis.local.control;

import org.jspecify.annotations.NullMarked;
