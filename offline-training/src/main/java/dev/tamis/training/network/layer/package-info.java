/**
 * Layers of DL4J with faster insides. The plane-by-plane work of batch normalisation and max-pooling is memory traffic, for
 * which DL4J makes several passes through generic code; here each is one or two passes over planes that fit the first-level cache.
 */
@NullMarked
package dev.tamis.training.network.layer;

import org.jspecify.annotations.NullMarked;
