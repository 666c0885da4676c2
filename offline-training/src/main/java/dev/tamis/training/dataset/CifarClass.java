package dev.tamis.training.dataset;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The ten subjects of CIFAR-10 (Krizhevsky and Hinton 2009). The ordinal is the label byte of its records; the names of
 * CIFAKE's files carry it, one higher: {@code 0017.jpg} is an airplane, {@code 0017 (2).jpg} an automobile.
 */
public enum CifarClass {
    AIRPLANE,
    AUTOMOBILE,
    BIRD,
    CAT,
    DEER,
    DOG,
    FROG,
    HORSE,
    SHIP,
    TRUCK;

    private static final Pattern FILE_NAME = Pattern.compile("\\d+(?: \\((\\d+)\\))?\\.jpg");

    /** The class of a word, for example {@code airplane}. */
    public static Optional<CifarClass> of(String word) {
        return Arrays.stream(values())
                .filter(subject -> subject.toString().equals(word))
                .findAny();
    }

    /** The class that a file's name tells; nothing where it is not named as CIFAKE's files are. */
    public static Optional<CifarClass> ofFileName(String name) {
        Matcher matcher = FILE_NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int suffix = matcher.group(1) == null ? 1 : Integer.parseInt(matcher.group(1));
        return suffix >= 1 && suffix <= values().length ? Optional.of(values()[suffix - 1]) : Optional.empty();
    }

    /** The name of this class's file with a number: {@code 0017 (2).jpg}. */
    public String fileName(String number) {
        return this == AIRPLANE ? number + ".jpg" : number + " (" + (ordinal() + 1) + ").jpg";
    }

    /** All words, for messages. */
    public static String words() {
        return Arrays.stream(values()).map(CifarClass::toString).collect(Collectors.joining(", "));
    }

    /** The word in folder names and manifests. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
