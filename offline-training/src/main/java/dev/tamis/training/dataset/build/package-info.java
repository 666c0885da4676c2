/** Building a data set of CIFAKE's shape: sources, names, files, and the pages that go with them. */
@NullMarked
package dev.tamis.training.dataset.build;

import org.jspecify.annotations.NullMarked;
