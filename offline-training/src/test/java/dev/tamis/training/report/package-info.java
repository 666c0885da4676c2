@NullMarked
package dev.tamis.training.report;

import org.jspecify.annotations.NullMarked;
