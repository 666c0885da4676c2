package dev.tamis.training.dataset.describe;

import dev.tamis.training.dataset.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds images that a data set has twice: byte by byte, and nearly. */
final class Twins {
    private Twins() {}

    /** All pairs of files with the same bytes. */
    static List<TwinPair> ofBytes(List<ImageTraits> images) {
        List<TwinPair> pairs = new ArrayList<>();
        Map<String, List<Place>> places = new HashMap<>();
        for (ImageTraits image : images) {
            List<Place> same = places.computeIfAbsent(image.image().sha256(), hash -> new ArrayList<>());
            same.forEach(place -> pairs.add(new TwinPair(place, image.place(), 0)));
            same.add(image.place());
        }
        return pairs;
    }

    /**
     * All pairs of files with different bytes whose perceptual hashes differ in at most some bits.
     *
     * <p>The hash is cut into one part more than bits may differ, so that a pair agrees in at least one part, and only images
     * that agree in a part are compared (multi-index hashing, Norouzi et al. 2012).
     */
    static List<TwinPair> byHash(List<ImageTraits> images, int maxDistance) {
        List<TwinPair> pairs = new ArrayList<>();
        int parts = maxDistance + 1;
        for (int part = 0; part < parts; part++) {
            Map<Long, List<ImageTraits>> buckets = new HashMap<>();
            long mask = mask(part, parts);
            for (ImageTraits image : images) {
                List<ImageTraits> bucket = buckets.computeIfAbsent(image.hash() & mask, bits -> new ArrayList<>());
                for (ImageTraits other : bucket) {
                    long difference = other.hash() ^ image.hash();
                    if (Long.bitCount(difference) <= maxDistance
                            && firstCommonPart(difference, parts) == part // else it was found before
                            && !other.image().sha256().equals(image.image().sha256())) {
                        pairs.add(new TwinPair(other.place(), image.place(), Long.bitCount(difference)));
                    }
                }
                bucket.add(image);
            }
        }
        return pairs;
    }

    private static int firstCommonPart(long difference, int parts) {
        int part = 0;
        while ((difference & mask(part, parts)) != 0) {
            part++;
        }
        return part;
    }

    /** The bits of one of {@code parts} parts of about the same length. */
    private static long mask(int part, int parts) {
        int from = part * Long.SIZE / parts;
        int to = (part + 1) * Long.SIZE / parts;
        return -1L >>> (Long.SIZE - (to - from)) << from;
    }
}
