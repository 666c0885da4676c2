/** What anyone did, in one order that nobody can change afterwards without it showing. */
@NullMarked
package dev.tamis.console.audit;

import org.jspecify.annotations.NullMarked;
