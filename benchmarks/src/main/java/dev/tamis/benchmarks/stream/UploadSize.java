package dev.tamis.benchmarks.stream;

/** The uploads that are measured. */
public enum UploadSize {
    PX_32("32 px", 32, 32, 64, 1_000, 60_000),
    PX_512("512 px", 512, 512, 32, 64_000, 40_000),
    MP_12("12 megapixels", 4000, 3000, 8, 2_700_000, 2_500);

    /** Of all uploads that wait, where there are many cores. */
    private static final long MOST_BYTES = 16L << 30;

    private static final int MOST_ON_THEIR_WAY = 4_000;

    private static final int BYTES_ON_THEIR_WAY = 256 << 20;

    private final String label;
    private final int width;
    private final int height;
    private final int pictures;
    private final int bytes;
    private final int backlogOfACore;

    UploadSize(String label, int width, int height, int pictures, int bytes, int backlogOfACore) {
        this.label = label;
        this.width = width;
        this.height = height;
        this.pictures = pictures;
        this.bytes = bytes;
        this.backlogOfACore = backlogOfACore;
    }

    /** For a person. */
    public String label() {
        return label;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** How many may be on their way at once where they are sent as fast as outcomes come. */
    int window() {
        return Math.min(MOST_ON_THEIR_WAY, BYTES_ON_THEIR_WAY / bytes);
    }

    /** How many different ones there are. */
    int pictures() {
        return pictures;
    }

    /** How many a core takes about half a minute for. */
    public int imagesOfACore() {
        return backlogOfACore / 4;
    }

    /** How many wait for a service: twice as many as these cores do while it is measured, so that it can settle. */
    int backlog(int cores) {
        return (int) Math.min((long) cores * backlogOfACore, MOST_BYTES / bytes);
    }
}
