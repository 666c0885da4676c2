/** The console's pages and what they ask of the server. */
@NullMarked
package dev.tamis.console.web;

import org.jspecify.annotations.NullMarked;
