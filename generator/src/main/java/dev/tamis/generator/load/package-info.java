/** Upload events: what to send, and the sender that puts it on the submissions topic. */
@NullMarked
package dev.tamis.generator.load;

import org.jspecify.annotations.NullMarked;
