package dev.tamis.training.dataset.describe;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tamis.training.dataset.CifarClass;
import dev.tamis.training.dataset.DataSetHash;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a data set holds, and what in it gives a label away without being the subject's look.
 *
 * @param data {@linkplain DataSetHash hash} of the images
 * @param byteTwins files with the same bytes
 * @param nearTwins files with other bytes whose perceptual hashes differ in at most {@link #NEAR} bits
 * @param codings how the files are encoded, the most frequent first
 * @param codingAuroc of the coding alone: of the share of FAKE among the images with the same one
 * @param spectrum from 1 cycle over the image on
 */
public record LeakageReport(
        String data,
        int images,
        List<Folder> folders,
        List<Subject> classes,
        TwinFigures byteTwins,
        TwinFigures nearTwins,
        List<Coding> codings,
        double codingAuroc,
        List<TraitFigures> traits,
        List<Radius> spectrum) {
    /**
     * Looked at on CIFAKE, 60 pairs of each distance: at 2 bits all show the same picture, at 4 about 50 (the others are the
     * same silhouette on plain ground), at 6 about 35. Distances are even, since a hash has as many ones as zeros.
     */
    static final int NEAR = 4;

    /** The images of a label in a split. */
    record Folder(String folder, long images, long bytes) {}

    /** The images of a class; {@code other} are those whose names tell none. */
    record Subject(@JsonProperty("class") String subject, long fake, long real) {}

    /** The images with one coding. */
    record Coding(String coding, long fake, long real) {
        long images() {
            return fake + real;
        }

        double fakeShare() {
            return (double) fake / images();
        }
    }

    /** A trait's distribution. */
    record TraitFigures(Trait trait, String meaning, Separation alone, List<Histogram.Bin> histogram) {}

    /** The mean logarithm of the power at a number of cycles over the image. */
    record Radius(int cycles, Separation alone) {}

    /** The radius whose power separates the labels best. */
    Radius strongestRadius() {
        return spectrum.stream()
                .max(Comparator.comparingDouble(radius -> radius.alone().auroc()))
                .orElseThrow();
    }

    static LeakageReport of(List<ImageTraits> images) {
        List<Coding> codings = codings(images);
        Map<String, Double> shares = codings.stream().collect(toMap(Coding::coding, Coding::fakeShare));
        return new LeakageReport(
                DataSetHash.of(images.stream().map(ImageTraits::image).toList()),
                images.size(),
                folders(images),
                subjects(images),
                TwinFigures.of(Twins.ofBytes(images)),
                TwinFigures.of(Twins.byHash(images, NEAR)),
                codings,
                Separation.of(images, image -> shares.getOrDefault(image.coding(), 0.0))
                        .auroc(),
                Arrays.stream(Trait.values())
                        .map(trait -> figures(images, trait))
                        .toList(),
                spectrum(images));
    }

    private static List<Folder> folders(List<ImageTraits> images) {
        Map<String, List<ImageTraits>> folders = images.stream()
                .collect(groupingBy(
                        image -> image.place().split() + "/" + image.place().label(), TreeMap::new, toList()));
        return folders.entrySet().stream()
                .map(folder -> new Folder(folder.getKey(), folder.getValue().size(), bytes(folder.getValue())))
                .toList();
    }

    private static long bytes(List<ImageTraits> images) {
        return (long) images.stream()
                .mapToDouble(image -> image.trait(Trait.FILE_SIZE))
                .sum();
    }

    private static List<Subject> subjects(List<ImageTraits> images) {
        Map<String, List<ImageTraits>> subjects = images.stream()
                .collect(groupingBy(
                        image -> CifarClass.ofFileName(image.place().name())
                                .map(CifarClass::toString)
                                .orElse("other"),
                        TreeMap::new,
                        toList()));
        return subjects.entrySet().stream()
                .map(subject -> new Subject(subject.getKey(), fakes(subject.getValue()), reals(subject.getValue())))
                .toList();
    }

    private static List<Coding> codings(List<ImageTraits> images) {
        Map<String, List<ImageTraits>> codings = images.stream().collect(groupingBy(ImageTraits::coding));
        return codings.entrySet().stream()
                .map(coding -> new Coding(coding.getKey(), fakes(coding.getValue()), reals(coding.getValue())))
                .sorted(Comparator.comparingLong(Coding::images).reversed())
                .toList();
    }

    private static long fakes(List<ImageTraits> images) {
        return images.stream().filter(ImageTraits::isFake).count();
    }

    private static long reals(List<ImageTraits> images) {
        return images.size() - fakes(images);
    }

    private static TraitFigures figures(List<ImageTraits> images, Trait trait) {
        return new TraitFigures(
                trait,
                trait.meaning(),
                Separation.of(images, image -> image.trait(trait)),
                Histogram.of(images, image -> image.trait(trait)).bins());
    }

    private static List<Radius> spectrum(List<ImageTraits> images) {
        return IntStream.range(0, images.get(0).radial().length)
                .mapToObj(i -> new Radius(i + 1, Separation.of(images, image -> image.radial()[i])))
                .toList();
    }
}
