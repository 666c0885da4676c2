package dev.tamis.console;

import dev.tamis.console.queue.Intake;
import dev.tamis.console.store.Database;
import dev.tamis.console.store.LocalPostgres;
import dev.tamis.schemas.ReviewItem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** A PostgreSQL server for tests. */
public final class TestDatabase implements AutoCloseable {
    private final LocalPostgres server;
    private final Database database;

    private TestDatabase(LocalPostgres server) {
        this.server = server;
        this.database = server.open();
    }

    public static TestDatabase start(Path folder) throws IOException {
        return new TestDatabase(LocalPostgres.start(folder.resolve("postgres")));
    }

    public Database database() {
        return database;
    }

    public Jdbi jdbi() {
        return database.jdbi();
    }

    /** Takes everything out of the tables but the audit log, which lets nobody. */
    public void empty() {
        jdbi().useHandle(handle ->
                handle.execute("truncate review_item, image_file, consumed_partition, person cascade"));
    }

    /** Puts items in as if they had come from Kafka. */
    public void take(ReviewItem... items) {
        new Intake(jdbi(), Clock.fixed(TestItems.SUBMITTED, ZoneOffset.UTC)).take(List.of(items), Map.of());
    }

    /** One figure or text of the database. */
    public <T> T one(Class<T> type, String query) {
        return jdbi().withHandle(handle -> handle.createQuery(query).mapTo(type).one());
    }

    @Override
    public void close() throws IOException {
        database.close();
        server.close();
    }
}
