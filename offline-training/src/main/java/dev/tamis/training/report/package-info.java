/** Pages that commands write: one shell, tables and charts alike, nothing loaded from elsewhere. */
@NullMarked
package dev.tamis.training.report;

import org.jspecify.annotations.NullMarked;
