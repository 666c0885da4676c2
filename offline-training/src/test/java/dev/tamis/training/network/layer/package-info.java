@NullMarked
package dev.tamis.training.network.layer;

import org.jspecify.annotations.NullMarked;
