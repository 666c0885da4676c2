package dev.tamis.benchmarks;

import dev.tamis.schemas.ImageSubmission;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.UnreadableMessageException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Submissions to bytes and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class MessageCodecBenchmark {
    /** Bytes of the payload: a CIFAKE image, a picture of a web page, a camera's. */
    @Param({"2500", "100000", "1000000"})
    public int payloadBytes = 2500;

    private final MessageCodec<ImageSubmission> codec = MessageCodec.of(ImageSubmission.class);
    private ImageSubmission submission = new ImageSubmission();
    private byte[] message = {};

    @Setup
    public void encodeOnce() {
        byte[] payload = new byte[payloadBytes];
        new Random(1).nextBytes(payload);
        submission = ImageSubmission.newBuilder()
                .setId("7b0c3f5e-4f5a-4d0c-9a53-0f6d9f0a2b11-000001")
                .setAccount("account-1")
                .setSubmittedAt(Instant.EPOCH)
                .setPayload(ByteBuffer.wrap(payload))
                .setDeclaredContentType("image/jpeg")
                .setAttributes(Map.of("fileName", "picture.jpg"))
                .build();
        message = codec.encode(submission);
    }

    @Benchmark
    public byte[] encode() {
        return codec.encode(submission);
    }

    @Benchmark
    public ImageSubmission decode() throws UnreadableMessageException {
        return codec.decode(message);
    }
}
