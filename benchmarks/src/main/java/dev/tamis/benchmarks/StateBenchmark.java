package dev.tamis.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/**
 * Looks images up among many others in RocksDB, as the job remembers them: by the SHA-256 of their file, in the memory of one
 * slot of the local stack.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class StateBenchmark {
    private static final int VALUE_BYTES = 72;
    private static final long CACHE_BYTES = 32L << 20;
    private static final int BITS_PER_KEY = 10;

    /** How many others there are. */
    @Param("1000000")
    public int images = 1;

    /** Whether files have Bloom filters; the job's have. */
    @Param({"false", "true"})
    public boolean bloom;

    private @Nullable Path folder;
    private @Nullable Options options;
    private @Nullable RocksDB known;
    private long next;

    @Setup(Level.Trial)
    public void remember() throws IOException, RocksDBException, NoSuchAlgorithmException {
        RocksDB.loadLibrary();
        BlockBasedTableConfig table = new BlockBasedTableConfig().setBlockCache(new LRUCache(CACHE_BYTES));
        if (bloom) {
            table.setFilterPolicy(new BloomFilter(BITS_PER_KEY, false));
        }
        folder = Files.createTempDirectory("tamis-state");
        options = new Options().setCreateIfMissing(true).setTableFormatConfig(table);
        known = RocksDB.open(options, folder.toString());
        byte[] value = new byte[VALUE_BYTES];
        try (WriteOptions unlogged = new WriteOptions().setDisableWAL(true)) {
            for (long image = 0; image < images; image++) {
                known.put(unlogged, key(image), value);
            }
        }
    }

    private static byte[] key(long image) throws NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest(ByteBuffer.allocate(Long.BYTES).putLong(image).array());
        return HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII);
    }

    @Benchmark
    public byte @Nullable [] known() throws RocksDBException, NoSuchAlgorithmException {
        next = (next + 1) % images;
        return Objects.requireNonNull(known).get(key(next));
    }

    @Benchmark
    public byte @Nullable [] unknown() throws RocksDBException, NoSuchAlgorithmException {
        next++;
        return Objects.requireNonNull(known).get(key(-next));
    }

    @TearDown
    public void forget() throws IOException {
        Objects.requireNonNull(known).close();
        Objects.requireNonNull(options).close();
        FileUtils.deleteDirectory(Objects.requireNonNull(folder).toFile());
    }
}
