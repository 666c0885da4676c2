/** The search of Bird and Lotfi (2024) over 36 topologies, and its report beside the published tables. */
@NullMarked
package dev.tamis.training.search;

import org.jspecify.annotations.NullMarked;
