/** What a data set gives away about its labels: twins, files, spectra, and how far each alone separates the classes. */
@NullMarked
package dev.tamis.training.dataset.describe;

import org.jspecify.annotations.NullMarked;
