package dev.tamis.vision.provenance;

/**
 * Something that a file says of its origin.
 *
 * @param source where in the file it stands
 * @param claim what it says of how the image was made
 * @param text what it says, for a person: one line of at most {@value #MAX_LENGTH} characters
 */
public record Finding(Source source, Claim claim, String text) {
    public static final int MAX_LENGTH = 200;

    /** Where findings stand. */
    public enum Source {
        /** A C2PA manifest. It is signed, and its signature is not checked here. */
        C2PA,
        XMP,
        EXIF,
        /** A text chunk of a PNG file. */
        PNG_TEXT
    }

    /** What a finding says of how the image was made. */
    public enum Claim {
        /** By a generator. */
        GENERATED,
        /** In part by a generator. */
        PARTLY_GENERATED,
        /** By a camera or a scanner. */
        CAPTURED,
        /** Nothing of the kind. */
        NOTHING
    }

    public Finding {
        text = oneLine(text);
    }

    /** Without control characters, which could fake lines where it is shown; cut where it is too long. */
    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length() && line.length() < MAX_LENGTH; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c);
        }
        if (!line.isEmpty() && Character.isHighSurrogate(line.charAt(line.length() - 1))) {
            line.setLength(line.length() - 1);
        }
        return line.toString().strip();
    }
}
