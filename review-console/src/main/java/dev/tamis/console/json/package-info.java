/** Records as JSON. */
@NullMarked
package dev.tamis.console.json;

import org.jspecify.annotations.NullMarked;
