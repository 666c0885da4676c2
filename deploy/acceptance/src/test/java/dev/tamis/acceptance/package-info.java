/** Tests that need every room of the house. */
@NullMarked
package dev.tamis.acceptance;

import org.jspecify.annotations.NullMarked;
