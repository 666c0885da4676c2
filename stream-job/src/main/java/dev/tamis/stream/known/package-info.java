/** What the job remembers of submissions and images: deliveries, analysts' decisions, sightings. */
@NullMarked
package dev.tamis.stream.known;

import org.jspecify.annotations.NullMarked;
