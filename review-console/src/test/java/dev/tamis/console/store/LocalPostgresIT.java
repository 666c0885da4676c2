package dev.tamis.console.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresIT {
    @TempDir
    private Path folder;

    @Test
    void losesNothingWhereTheMachineFails() throws Exception {
        try (LocalPostgres server = LocalPostgres.start(folder.resolve("data"));
                Database database = server.open()) {
            for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
                assertThat(show(database, setting)).as(setting).isEqualTo("on");
            }
            assertThat(show(database, "listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void stopsOneThatWasLeftBehindAndKeepsItsData() throws Exception {
        Path data = folder.resolve("data");
        Process console = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledConsole.class.getName(),
                        data.toString())
                .inheritIO()
                .start();
        assertThat(console.waitFor()).isEqualTo(KilledConsole.KILLED);
        ProcessHandle process = ProcessHandle.of(Long.parseLong(
                        Files.readAllLines(data.resolve("postmaster.pid")).get(0)))
                .orElseThrow();
        assertThat(process.isAlive()).isTrue();

        try (LocalPostgres second = LocalPostgres.start(data);
                Database database = second.open()) {
            assertThat(process.isAlive()).isFalse();
            int one = database.jdbi()
                    .withHandle(handle -> handle.createQuery("select one from kept")
                            .mapTo(Integer.class)
                            .one());
            assertThat(one).isEqualTo(1);
        }
    }

    /** Ends without a word, as one does that is killed. */
    static final class KilledConsole {
        static final int KILLED = 137;

        private KilledConsole() {}

        public static void main(String[] arguments) throws Exception {
            Database database = LocalPostgres.start(Path.of(arguments[0])).open();
            database.jdbi().useHandle(handle -> handle.execute("create table kept as select 1 as one"));
            Runtime.getRuntime().halt(KILLED);
        }
    }

    private static String show(Database database, String setting) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("show " + setting)
                        .mapTo(String.class)
                        .one());
    }
}
