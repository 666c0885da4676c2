/** What a person sees of a run: table, HTML page and JSON. */
@NullMarked
package dev.tamis.local.report;

import org.jspecify.annotations.NullMarked;
