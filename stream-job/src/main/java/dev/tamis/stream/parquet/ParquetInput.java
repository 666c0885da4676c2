package dev.tamis.stream.parquet;

import java.io.IOException;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A file on one of Flink's file systems. */
record ParquetInput(FileSystem files, Path path) implements InputFile {
    static ParquetInput of(Path path) throws IOException {
        return new ParquetInput(path.getFileSystem(), path);
    }

    @Override
    public long getLength() throws IOException {
        return files.getFileStatus(path).getLen();
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
        FSDataInputStream stream = files.open(path);
        return new DelegatingSeekableInputStream(stream) {
            @Override
            public long getPos() throws IOException {
                return stream.getPos();
            }

            @Override
            public void seek(long position) throws IOException {
                stream.seek(position);
            }
        };
    }

    /** Parquet names the file by it in what it says of a broken one. */
    @Override
    public String toString() {
        return path.toString();
    }
}
