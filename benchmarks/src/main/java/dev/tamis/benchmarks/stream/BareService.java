package dev.tamis.benchmarks.stream;

import dev.tamis.schemas.DetectorInput;
import dev.tamis.schemas.ImageProperties;
import dev.tamis.schemas.ImageSubmission;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.ReviewCause;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.StreamPosition;
import dev.tamis.schemas.Topics;
import dev.tamis.schemas.UnreadableMessageException;
import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictBasis;
import dev.tamis.schemas.VerdictHeatmap;
import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.DecodedImage;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.preprocess.PreprocessedImage;
import dev.tamis.vision.preprocess.Preprocessor;
import dev.tamis.vision.provenance.Provenance;
import dev.tamis.vision.similarity.Pdq;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The bare work between the same topics with Kafka's clients alone, in batches, on one thread for each core: nothing is
 * remembered, nothing is restored after a failure. What the job takes beyond it is Flink, state, and, where only pixels are read
 * here, what it reads off a file beside them.
 */
final class BareService {
    private static final int BATCH = 32;
    private static final Duration POLL = Duration.ofMillis(200);
    /** For a core that loads its detector while others wait. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String bootstrapServers;
    private final Path detector;
    private final Map<TopicPartition, Long> firstOffsets;
    private final Duration settling;
    private final Duration measured;

    /**
     * @param firstOffsets the upload to begin with
     * @param settling before it is measured
     * @param measured after that, or until no more uploads come
     */
    BareService(
            String bootstrapServers,
            Path detector,
            Map<TopicPartition, Long> firstOffsets,
            Duration settling,
            Duration measured) {
        this.bootstrapServers = bootstrapServers;
        this.detector = detector;
        this.firstOffsets = Map.copyOf(firstOffsets);
        this.settling = settling;
        this.measured = measured;
    }

    /** Serves from there on. */
    Work run(FileContent content) throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        CyclicBarrier ready = new CyclicBarrier(cores);
        return Cores.each(core -> serve(content, core, cores, ready));
    }

    /** Reads uploads, as fast as they come, and leaves it at that. */
    static Work readOnly(String bootstrapServers, Duration measured) throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        return Cores.each(core -> {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers, Map.of(), core, cores)) {
                Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
                long end = System.nanoTime() + measured.toNanos();
                long began = 0;
                long last = 0;
                long records = 0;
                for (long now = System.nanoTime(); now < end && !isAt(ends, consumer); now = System.nanoTime()) {
                    int more = consumer.poll(POLL).count();
                    if (more > 0) {
                        began = began == 0 ? now : began;
                        last = System.nanoTime();
                        records += more;
                    }
                }
                if (records == 0) {
                    throw new IllegalStateException("there were no uploads to read");
                }
                return new Work(records / ((last - began) / 1e9), Map.of());
            }
        });
    }

    /** @param ready where all cores meet that have loaded their detector, so that they are measured at the same time */
    private Work serve(FileContent content, int core, int cores, CyclicBarrier ready) throws Exception {
        try (OnnxDetector loaded = OnnxDetector.load(detector);
                KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers, firstOffsets, core, cores);
                KafkaProducer<String, byte[]> producer = producer()) {
            Judge judge = new Judge(content, loaded, producer);
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            ready.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            long began = 0;
            long images = 0;
            long now = System.nanoTime();
            long from = now + settling.toNanos();
            long end = from + measured.toNanos();
            while (now < end && !isAt(ends, consumer)) {
                List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
                consumer.poll(POLL).forEach(records::add);
                judge.times.passed(Stage.FETCH);
                for (int i = 0; i < records.size(); i += BATCH) {
                    judge.judge(records.subList(i, Math.min(records.size(), i + BATCH)));
                }
                producer.flush();
                judge.times.passed(Stage.SINK);
                images += records.size();
                now = System.nanoTime();
                if (began == 0 && now >= from) {
                    began = now;
                    images = 0;
                    judge.times.begin();
                }
            }
            if (images == 0 || began == 0) {
                throw new IllegalStateException("the uploads were at their end before anything was measured");
            }
            return new Work(images / ((now - began) / 1e9), judge.times.millis(images));
        }
    }

    private static boolean isAt(Map<TopicPartition, Long> ends, KafkaConsumer<byte[], byte[]> consumer) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static KafkaConsumer<byte[], byte[]> consumer(
            String bootstrapServers, Map<TopicPartition, Long> firstOffsets, int core, int cores) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.SUBMISSIONS).stream()
                .filter(partition -> partition.partition() % cores == core)
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        partitions.forEach(partition -> consumer.seek(partition, firstOffsets.getOrDefault(partition, 0L)));
        return consumer;
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        8 << 20,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** A thread's part of the work. */
    private static final class Judge {
        final StageTimes times = new StageTimes();

        private final MessageCodec<ImageSubmission> submissions = MessageCodec.of(ImageSubmission.class);
        private final MessageCodec<ImageVerdict> verdicts = MessageCodec.of(ImageVerdict.class);
        private final MessageCodec<ReviewItem> items = MessageCodec.of(ReviewItem.class);
        private final FileContent content;
        private final OnnxDetector detector;
        private final KafkaProducer<String, byte[]> producer;
        private final Preprocessor preprocessor;
        private final MessageDigest sha256;

        /** Keeps the compiler from leaving out what nobody asks for. */
        private long inspected;

        Judge(FileContent content, OnnxDetector detector, KafkaProducer<String, byte[]> producer)
                throws NoSuchAlgorithmException {
            this.content = content;
            this.sha256 = MessageDigest.getInstance("SHA-256");
            this.detector = detector;
            this.producer = producer;
            this.preprocessor = new Preprocessor(detector.metadata().preprocessing(), DecodeLimits.DEFAULT);
        }

        void judge(List<ConsumerRecord<byte[], byte[]>> records)
                throws UnreadableMessageException, UnreadableImageException {
            List<ImageSubmission> batch = new ArrayList<>();
            List<PreprocessedImage> images = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : records) {
                ImageSubmission submission = submissions.decode(record.value());
                byte[] file = new byte[submission.getPayload().remaining()];
                submission.getPayload().duplicate().get(file);
                times.passed(Stage.READ);
                DecodedImage decoded = preprocessor.decode(file);
                times.passed(Stage.DECODE);
                if (content == FileContent.EVERYTHING) {
                    inspect(file, decoded);
                    times.passed(Stage.INSPECT);
                }
                images.add(preprocessor.preprocessed(decoded));
                batch.add(submission);
                times.passed(Stage.RESAMPLE);
            }
            List<Detection> detections = detector.detect(
                    images.stream().map(PreprocessedImage::pixels).toList());
            times.passed(Stage.INFER);
            for (int i = 0; i < batch.size(); i++) {
                answer(records.get(i), batch.get(i), images.get(i), detections.get(i));
            }
        }

        private void inspect(byte[] file, DecodedImage decoded) {
            inspected += sha256.digest(file)[0];
            inspected += Pdq.of(decoded).quality();
            inspected += Provenance.of(decoded.metadata()).size();
        }

        private void answer(
                ConsumerRecord<byte[], byte[]> record,
                ImageSubmission submission,
                PreprocessedImage image,
                Detection detection) {
            boolean flagged = detection.score() >= Service.FLAGGED_FROM;
            ImageVerdict verdict = verdict(record, submission, image, detection, flagged);
            byte[] said = verdicts.encode(verdict);
            byte[] item = flagged ? items.encode(item(submission, image, verdict)) : new byte[0];
            times.passed(Stage.ENCODE);
            producer.send(new ProducerRecord<>(Topics.VERDICTS, submission.getId(), said));
            if (flagged) {
                producer.send(new ProducerRecord<>(Topics.REVIEW_ITEMS, submission.getId(), item));
            }
            times.passed(Stage.SINK);
        }

        private static ImageVerdict verdict(
                ConsumerRecord<byte[], byte[]> record,
                ImageSubmission submission,
                PreprocessedImage image,
                Detection detection,
                boolean flagged) {
            ImageVerdict.Builder verdict = ImageVerdict.newBuilder()
                    .setSubmissionId(submission.getId())
                    .setAccount(submission.getAccount())
                    .setSubmittedAt(submission.getSubmittedAt())
                    .setDecidedAt(Instant.now())
                    .setPosition(new StreamPosition(record.topic(), record.partition(), record.offset()))
                    .setVerdict(flagged ? Verdict.GENERATED : Verdict.AUTHENTIC)
                    .setBasis(
                            flagged
                                    ? VerdictBasis.SCORE_AT_OR_ABOVE_GENERATED_THRESHOLD
                                    : VerdictBasis.SCORE_BELOW_AUTHENTIC_THRESHOLD)
                    .setScore(detection.score())
                    .setImage(ImageProperties.newBuilder()
                            .setFormat(image.format().name())
                            .setWidth(image.width())
                            .setHeight(image.height())
                            .setPayloadBytes(submission.getPayload().remaining())
                            .setPayloadSha256("")
                            .build());
            if (flagged) {
                verdict.setHeatmap(new VerdictHeatmap(
                        detection.heatmap().width(),
                        detection.heatmap().height(),
                        ByteBuffer.wrap(detection.heatmap().toBytes())));
            }
            return verdict.build();
        }

        private static ReviewItem item(ImageSubmission submission, PreprocessedImage image, ImageVerdict verdict) {
            RgbImage pixels = image.pixels();
            return ReviewItem.newBuilder()
                    .setSubmissionId(submission.getId())
                    .setVerdict(verdict)
                    .setCause(ReviewCause.FLAGGED)
                    .setPayload(submission.getPayload())
                    .setAttributes(submission.getAttributes())
                    .setDetectorInput(new DetectorInput(pixels.width(), pixels.height(), ByteBuffer.wrap(pixels.rgb())))
                    .build();
        }
    }
}
