package dev.tamis.stream.ingest;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.assigners.FileSplitAssigner;
import org.jspecify.annotations.Nullable;

/** Hands out files in the order of their paths. */
final class InNameOrder implements FileSplitAssigner {
    private final Queue<FileSourceSplit> files =
            new PriorityQueue<>(Comparator.comparing(split -> split.path().toString()));

    InNameOrder(Collection<FileSourceSplit> files) {
        addSplits(files);
    }

    @Override
    public Optional<FileSourceSplit> getNext(@Nullable String host) {
        return Optional.ofNullable(files.poll());
    }

    @Override
    public void addSplits(Collection<FileSourceSplit> back) {
        files.addAll(back);
    }

    @Override
    public Collection<FileSourceSplit> remainingSplits() {
        return files;
    }
}
