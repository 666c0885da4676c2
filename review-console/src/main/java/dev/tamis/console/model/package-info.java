/** Detectors: the files that there are, what the job uses, and images tried on them. */
@NullMarked
package dev.tamis.console.model;

import org.jspecify.annotations.NullMarked;
