@NullMarked
package dev.tamis.training.network;

import org.jspecify.annotations.NullMarked;
