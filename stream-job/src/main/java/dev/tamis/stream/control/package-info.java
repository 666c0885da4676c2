/** Instructions to the running job: read, checked, and handed to every subtask. */
@NullMarked
package dev.tamis.stream.control;

import org.jspecify.annotations.NullMarked;
