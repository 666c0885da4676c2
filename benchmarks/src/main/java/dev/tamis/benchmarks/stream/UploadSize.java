package dev.tamis.benchmarks.stream;

/** The uploads that are measured. */
public enum UploadSize {
    PX_32("32 px", 32, 32, 64, 120_000),
    PX_512("512 px", 512, 512, 32, 80_000),
    MP_12("12 megapixels", 4000, 3000, 8, 5_000);

    private final String label;
    private final int width;
    private final int height;
    private final int pictures;
    private final int backlog;

    UploadSize(String label, int width, int height, int pictures, int backlog) {
        this.label = label;
        this.width = width;
        this.height = height;
        this.pictures = pictures;
        this.backlog = backlog;
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

    /** How many different ones there are. */
    int pictures() {
        return pictures;
    }

    /** How many wait for a service: twice as many as two cores do while it is measured, so that it can settle. */
    int backlog() {
        return backlog;
    }
}
