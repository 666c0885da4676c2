/** Image files that a submission refers to instead of carrying them: which may be read, and reading them. */
@NullMarked
package dev.tamis.stream.reference;

import org.jspecify.annotations.NullMarked;
