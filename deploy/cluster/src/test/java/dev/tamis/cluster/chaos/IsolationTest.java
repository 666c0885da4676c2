package dev.tamis.cluster.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks and disks that are broken, where the machine gives namespaces to users. */
class IsolationTest {
    @Test
    void cutsABrokerOffAndFillsADiskThatIsNobodyElses(@TempDir Path folder) throws Exception {
        if (!Isolation.possible()) {
            System.err.println("""
                    +---------------------------------------------------------------------------+
                    | NO NAMESPACES FOR USERS HERE (unshare, ip): brokers that are cut off and  |
                    | disks that are full are NOT TESTED.                                       |
                    +---------------------------------------------------------------------------+""");
        }
        assumeTrue(Isolation.possible(), "no namespaces for users here");
        assertThat(Isolation.inside()).isFalse();
        int exit = Isolation.enter(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                IsolationTrial.class.getName(),
                folder.toString()));
        assertThat(exit).isZero();
        assertThat(Files.readAllLines(folder.resolve("trial")))
                .containsExactly("whole: true true", "cut off: false true", "healed: true true", "disk: 4");
        // The disk went with those who had it.
        assertThat(folder.resolve("disk")).isEmptyDirectory();
    }
}
