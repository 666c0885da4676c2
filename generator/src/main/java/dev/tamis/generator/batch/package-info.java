/** Many images of a diffusion pipeline, in a folder that a kill at any moment leaves fit to go on with. */
@NullMarked
package dev.tamis.generator.batch;

import org.jspecify.annotations.NullMarked;
