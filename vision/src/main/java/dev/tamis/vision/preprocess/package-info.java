/** The one preprocessing: from a decoded image of any size to the detector's input, used by training, serving and the console. */
@NullMarked
package dev.tamis.vision.preprocess;

import org.jspecify.annotations.NullMarked;
