package dev.tamis.generator.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FolderUploadsTest {
    private static final List<Upload> FILES = IntStream.range(0, 20)
            .mapToObj(number -> Upload.named(number + ".png", () -> new byte[] {(byte) number}))
            .toList();

    @Test
    void sendEachFileOnceBeforeAnyComesAgain() {
        List<String> names = names(new FolderUploads(FILES, 1, "run"), 40);

        assertThat(new HashSet<>(names.subList(0, 20))).hasSize(20);
        assertThat(new HashSet<>(names.subList(20, 40))).hasSize(20);
        assertThat(names.subList(0, 20)).isNotEqualTo(names.subList(20, 40));
    }

    @Test
    void areRepeatedByTheirSeedUnderIdsOfTheirRun() {
        FolderUploads uploads = new FolderUploads(FILES, 1, "run");
        AccountUpload later = (AccountUpload) uploads.step(25).event();

        assertThat(names(new FolderUploads(FILES, 1, "other"), 40)).isEqualTo(names(uploads, 40));
        assertThat(names(new FolderUploads(FILES, 2, "run"), 40)).isNotEqualTo(names(uploads, 40));
        assertThat(uploads.step(25).event()).isEqualTo(later);
        assertThat(later.submissionId()).isEqualTo("run-25");
    }

    @Test
    void needAFile() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FolderUploads(List.of(), 1, "run"));
    }

    private static List<String> names(FolderUploads uploads, int count) {
        Set<String> ids = new HashSet<>();
        return IntStream.range(0, count)
                .mapToObj(uploads::step)
                .map(step -> (AccountUpload) step.event())
                .peek(upload -> assertThat(ids.add(upload.submissionId())).isTrue())
                .map(AccountUpload::name)
                .toList();
    }
}
