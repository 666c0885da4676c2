package dev.tamis.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.RocksDB;

final class CompactionOptionsTest {
    @Test
    void mergesLaterThanRocksDbDoesAndLongBeforeWritesWait() {
        RocksDB.loadLibrary();
        List<AutoCloseable> handles = new ArrayList<>();
        try (ColumnFamilyOptions usual = new ColumnFamilyOptions();
                ColumnFamilyOptions options =
                        new CompactionOptions().createColumnOptions(new ColumnFamilyOptions(), handles)) {
            assertThat(options.level0FileNumCompactionTrigger())
                    .isGreaterThan(usual.level0FileNumCompactionTrigger())
                    .isLessThan(options.level0SlowdownWritesTrigger() / 2);
            assertThat(options.level0StopWritesTrigger()).isGreaterThan(options.level0SlowdownWritesTrigger());
        }
        assertThat(handles).isEmpty();
    }
}
