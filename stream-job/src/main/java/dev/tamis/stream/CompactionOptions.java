package dev.tamis.stream;

import java.util.Collection;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;

/**
 * When RocksDB merges the files that checkpoints write, one each for every state, whether it is full or not: Flink has no option for
 * these.
 */
public final class CompactionOptions implements RocksDBOptionsFactory {
    private static final long serialVersionUID = 1;

    /** Files that wait until they are merged with the first level; RocksDB's own is 4. Each is looked into, by its Bloom filter. */
    private static final int WAITING_FILES = 8;

    /** So many make writes wait; RocksDB's own are as many times its files as these. */
    private static final int SLOWING_FILES = 5 * WAITING_FILES;

    private static final int STOPPING_FILES = 9 * WAITING_FILES;

    /** Files grow from level to level, so that large state is not thousands of them. */
    private static final int FILE_GROWTH = 2;

    @Override
    public DBOptions createDBOptions(DBOptions current, Collection<AutoCloseable> handles) {
        return current;
    }

    @Override
    public ColumnFamilyOptions createColumnOptions(ColumnFamilyOptions current, Collection<AutoCloseable> handles) {
        return current.setLevel0FileNumCompactionTrigger(WAITING_FILES)
                .setLevel0SlowdownWritesTrigger(SLOWING_FILES)
                .setLevel0StopWritesTrigger(STOPPING_FILES)
                .setTargetFileSizeMultiplier(FILE_GROWTH);
    }
}
