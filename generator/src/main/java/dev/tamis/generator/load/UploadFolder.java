package dev.tamis.generator.load;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a person's folder and of the folders in it, as uploads. Only names are held; a file is read when it is
 * sent.
 *
 * <p>Links are followed, except into a folder that is already being visited.
 *
 * @param uploads every file that is not skipped, named and sorted by its path below the folder
 * @param hidden how many hidden files and folders were skipped
 * @param unreadable what could not be visited: one sentence each
 */
public record UploadFolder(List<Upload> uploads, int hidden, List<String> unreadable) {
    public UploadFolder {
        uploads = List.copyOf(uploads);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * Lists a folder.
     *
     * @throws NotDirectoryException where the path is none
     */
    public static UploadFolder open(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(root.toString());
        }
        Visitor visitor = new Visitor(root);
        Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
        visitor.uploads.sort(Comparator.comparing(Upload::name));
        return new UploadFolder(visitor.uploads, visitor.hidden, visitor.unreadable);
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<Upload> uploads = new ArrayList<>();
        private final List<String> unreadable = new ArrayList<>();
        private int hidden;

        Visitor(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            if (!folder.equals(root) && Files.isHidden(folder)) {
                hidden++;
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (Files.isHidden(file)) {
                hidden++;
            } else if (attributes.isRegularFile()) {
                String name = root.relativize(file).toString().replace('\\', '/');
                uploads.add(Upload.named(name, new FilePayload(file, SubmissionSender.MAX_PAYLOAD_BYTES)));
            } else {
                unreadable.add(file + " is no file");
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            unreadable.add("%s cannot be visited: %s".formatted(file, failure));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
            if (failure != null) {
                unreadable.add("%s cannot be listed to its end: %s".formatted(folder, failure));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
