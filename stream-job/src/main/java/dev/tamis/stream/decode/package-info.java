/** From a submission's payload to the pixels that the network sees. */
@NullMarked
package dev.tamis.stream.decode;

import org.jspecify.annotations.NullMarked;
