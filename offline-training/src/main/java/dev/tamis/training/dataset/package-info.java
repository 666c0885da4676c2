/** Labelled images: folders and archives of files, and the packed file that training reads. */
@NullMarked
package dev.tamis.training.dataset;

import org.jspecify.annotations.NullMarked;
