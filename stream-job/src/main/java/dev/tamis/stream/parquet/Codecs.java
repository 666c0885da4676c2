package dev.tamis.stream.parquet;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * The codecs that tools write by default: Snappy (pandas, DuckDB, Spark), Zstandard, gzip, or none. Parquet's own factory makes
 * them by way of Hadoop's configuration, and so of Hadoop's libraries.
 */
final class Codecs implements CompressionCodecFactory {
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName name) {
        return new Compressor(supported(name));
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
        return new Decompressor(supported(name));
    }

    @Override
    public void release() {}

    private static CompressionCodecName supported(CompressionCodecName name) {
        return switch (name) {
            case UNCOMPRESSED, SNAPPY, GZIP, ZSTD -> name;
            default ->
                throw new UnsupportedOperationException(
                        "compression UNCOMPRESSED, SNAPPY, GZIP or ZSTD is expected, found " + name);
        };
    }

    private static byte[] bytes(BytesInput page) throws IOException {
        return page.toInputStream().readAllBytes();
    }

    private record Compressor(CompressionCodecName name) implements BytesInputCompressor {
        @Override
        public BytesInput compress(BytesInput page) throws IOException {
            return switch (name) {
                case SNAPPY -> BytesInput.from(Snappy.compress(bytes(page)));
                case ZSTD -> BytesInput.from(Zstd.compress(bytes(page)));
                case GZIP -> gzip(page);
                default -> page;
            };
        }

        private static BytesInput gzip(BytesInput page) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                page.writeAllTo(gzip);
            }
            return BytesInput.from(bytes);
        }

        @Override
        public CompressionCodecName getCodecName() {
            return name;
        }

        @Override
        public void release() {}
    }

    private record Decompressor(CompressionCodecName name) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput page, int size) throws IOException {
            return BytesInput.from(decompressed(bytes(page), size));
        }

        @Override
        public void decompress(ByteBuffer page, int compressedSize, ByteBuffer into, int size) throws IOException {
            byte[] compressed = new byte[compressedSize];
            page.get(compressed);
            into.put(decompressed(compressed, size));
        }

        private byte[] decompressed(byte[] page, int size) throws IOException {
            return switch (name) {
                case SNAPPY -> Snappy.uncompress(page);
                case ZSTD -> Zstd.decompress(page, size);
                case GZIP -> new GZIPInputStream(new ByteArrayInputStream(page)).readNBytes(size);
                default -> page;
            };
        }

        @Override
        public void release() {}
    }
}
