package dev.tamis.generator.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UploadFolderTest {
    @TempDir
    private Path folder;

    @Test
    void listsFilesOfAllFoldersSortedByPath() throws IOException {
        write("b.png");
        write("nested/deep/a.jpg");
        write("a.gif");

        UploadFolder uploads = UploadFolder.open(folder);

        assertThat(uploads.uploads()).extracting(Upload::name).containsExactly("a.gif", "b.png", "nested/deep/a.jpg");
        assertThat(uploads.hidden()).isZero();
        assertThat(uploads.unreadable()).isEmpty();
    }

    @Test
    void readsAFileOnlyWhenItIsSent() throws IOException {
        Path file = write("late.png");
        Upload upload = UploadFolder.open(folder).uploads().get(0);
        Files.write(file, new byte[] {1, 2, 3});

        assertThat(upload.payload().read()).containsExactly(1, 2, 3);
    }

    @Test
    void countsHiddenFilesAndFoldersWithoutListingThem() throws IOException {
        write("seen.png");
        write(".DS_Store");
        write(".thumbnails/a.png");

        UploadFolder uploads = UploadFolder.open(folder);

        assertThat(uploads.uploads()).extracting(Upload::name).containsExactly("seen.png");
        assertThat(uploads.hidden()).isEqualTo(2);
    }

    @Test
    void listsAFolderThatIsItselfHidden() throws IOException {
        write(".album/seen.png");

        assertThat(UploadFolder.open(folder.resolve(".album")).uploads()).hasSize(1);
    }

    @Test
    void followsLinksButNoLoop() throws IOException {
        write("album/a.png");
        Files.createSymbolicLink(folder.resolve("linked.png"), folder.resolve("album/a.png"));
        Files.createSymbolicLink(folder.resolve("album/loop"), folder);

        UploadFolder uploads = UploadFolder.open(folder);

        assertThat(uploads.uploads()).extracting(Upload::name).containsExactly("album/a.png", "linked.png");
        assertThat(uploads.unreadable()).singleElement().asString().contains("album/loop");
    }

    @Test
    void reportsALinkToNothing() throws IOException {
        Files.createSymbolicLink(folder.resolve("gone.png"), folder.resolve("nowhere"));

        UploadFolder uploads = UploadFolder.open(folder);

        assertThat(uploads.uploads()).isEmpty();
        assertThat(uploads.unreadable()).singleElement().asString().contains("gone.png");
    }

    @Test
    void refusesWhatIsNoFolder() throws IOException {
        Path file = write("a.png");

        assertThatThrownBy(() -> UploadFolder.open(file)).isInstanceOf(NotDirectoryException.class);
        assertThatThrownBy(() -> UploadFolder.open(folder.resolve("nowhere")))
                .isInstanceOf(NotDirectoryException.class);
    }

    @Test
    void readsAFileAsLargeAsTheBoundAndNoneLarger() throws IOException {
        Path file = Files.write(folder.resolve("a.png"), new byte[100]);

        assertThat(new FilePayload(file, 100).read()).hasSize(100);
        assertThatThrownBy(() -> new FilePayload(file, 99).read())
                .isInstanceOf(IOException.class)
                .hasMessage("%s has 100 bytes; at most 99 can be sent", file);
    }

    private Path write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, name.getBytes(StandardCharsets.UTF_8));
    }
}
