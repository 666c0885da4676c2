/** What happens to images on their way: compression, blur, noise, light, and a history of other sizes. */
@NullMarked
package dev.tamis.training.degrade;

import org.jspecify.annotations.NullMarked;
