package dev.tamis.generator.load;

/** Something to put on the submissions topic. */
public sealed interface UploadEvent permits Upload, AccountUpload, RawRecord {
    /** What a person calls it, for example a file name; free to repeat. */
    String name();
}
