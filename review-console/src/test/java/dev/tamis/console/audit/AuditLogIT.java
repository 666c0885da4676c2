package dev.tamis.console.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.console.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLogIT {
    private TestDatabase database;
    private AuditLog log;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        database = TestDatabase.start(folder);
        log = new AuditLog(database.jdbi(), Clock.systemUTC());
    }

    @AfterEach
    void stop() throws Exception {
        database.close();
    }

    @Test
    void chainsWhatManyAppendAtOnce() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String subject = "item " + i;
                work.add(() -> {
                    log.append("ann", "claim", subject, "with 'quotes', ünicode and\nlines");
                    return null;
                });
            }
            for (Future<Void> each : writers.invokeAll(work)) {
                each.get();
            }
        } finally {
            writers.shutdownNow();
        }

        List<Long> ids = log.read(entries -> entries.map(AuditEntry::id).toList());
        assertThat(ids).hasSize(100).startsWith(1L, 2L).endsWith(100L);
        assertThat(log.firstBroken()).isEmpty();
        assertThat(log.about("item 7"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.actor()).isEqualTo("ann"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set actor = 'ben' where id = 2",
                "delete from audit_entry where id = 2",
                "truncate audit_entry"
            })
    void neverChanges(String attempt) {
        appendThree();

        assertThatThrownBy(() -> database.jdbi().useHandle(handle -> handle.execute(attempt)))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageContaining("append-only");
        assertThat(log.firstBroken()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set actor = 'ben' where id = 2",
                "update audit_entry set detail = '' where id = 2",
                "update audit_entry set at = at + interval '1 microsecond' where id = 2",
                "delete from audit_entry where id = 2"
            })
    void showsWhereItsOwnerChangedIt(String change) {
        appendThree();
        database.jdbi().useHandle(handle -> {
            handle.execute("alter table audit_entry disable trigger all");
            handle.execute(change);
        });

        assertThat(log.firstBroken()).hasValue(2);
    }

    private void appendThree() {
        for (int i = 1; i <= 3; i++) {
            log.append("ann", "claim", "item " + i, "from flagged");
        }
    }
}
