package dev.tamis.training.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The image files of a data set, wherever they lie: {@code {train,test}/{FAKE,REAL}/*}. */
public interface ImageSource {
    /** Receives the files of a source, one after another. */
    @FunctionalInterface
    interface Visitor {
        /**
         * @param file the file's bytes, given away
         */
        void visit(Place place, byte[] file) throws IOException;
    }

    /** The number of files, where it is known without reading them. */
    OptionalLong size() throws IOException;

    /** Reads every file that stands in a class folder, in an order that is the same each time. */
    void visit(Visitor visitor) throws IOException;

    /** A folder, or an archive: zip or tar, the latter also compressed in a way that commons-compress recognises. */
    static ImageSource of(Path path) throws UnusableDataSetException {
        if (Files.isDirectory(path)) {
            return new FolderSource(path);
        }
        if (Files.isRegularFile(path)) {
            return new ArchiveSource(path);
        }
        throw new UnusableDataSetException("no folder or archive at " + path);
    }
}
