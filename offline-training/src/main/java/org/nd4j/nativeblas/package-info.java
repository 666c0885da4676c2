/** Not ours: holds the one class that DL4J looks for under its old name. */
@NullMarked
package org.nd4j.nativeblas;

import org.jspecify.annotations.NullMarked;
