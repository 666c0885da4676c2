package dev.tamis.training.dataset.build;

import dev.tamis.training.dataset.CifarClass;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.Split;
import java.util.Arrays;
import java.util.List;

/** How many images of a class a data set has. */
record ClassCount(CifarClass subject, long trainReal, long trainFake, long testReal, long testFake) {
    static List<ClassCount> of(List<ManifestEntry> entries) {
        return Arrays.stream(CifarClass.values())
                .map(subject -> new ClassCount(
                        subject,
                        count(entries, subject, Split.TRAIN, Label.REAL),
                        count(entries, subject, Split.TRAIN, Label.FAKE),
                        count(entries, subject, Split.TEST, Label.REAL),
                        count(entries, subject, Split.TEST, Label.FAKE)))
                .toList();
    }

    private static long count(List<ManifestEntry> entries, CifarClass subject, Split split, Label label) {
        return entries.stream()
                .filter(entry -> entry.subject() == subject && entry.split() == split && entry.label() == label)
                .count();
    }
}
