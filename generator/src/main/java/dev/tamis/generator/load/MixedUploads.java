package dev.tamis.generator.load;

import dev.tamis.generator.load.Expected.AnyVerdict;
import dev.tamis.generator.load.Expected.Rejection;
import dev.tamis.generator.paint.ImageFiles;
import dev.tamis.generator.paint.PixelTypes;
import dev.tamis.generator.paint.Scene;
import dev.tamis.generator.paint.Scenes;
import dev.tamis.schemas.RejectionReason;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A stream of small uploads by several accounts, mixed by a seed. Each is a function of the seed and its number, so that a
 * run can be repeated. One thread uses it.
 *
 * <p>It paints {@value #LOOKS} pictures and makes each upload a file of its own by its number behind the end of the image,
 * which decoders do not read.
 */
public final class MixedUploads implements UploadSequence {
    private static final int LOOKS = 512;
    private static final int ACCOUNTS = 200;

    /** The busiest account uploads every sixth file, half of all accounts a fifth of them together. */
    private static final double HEAT = 3;

    /** How many submissions back a record may be delivered again. */
    private static final int REDELIVERY_REACH = 500;

    /** So many files are copied as often as all others together. */
    private static final int POPULAR_FILES = 10;

    private static final List<LongFunction<Scene>> SCENES = List.of(
            Scenes::portrait,
            Scenes::sea,
            Scenes::wood,
            Scenes::marble,
            Scenes::cloth,
            Scenes::grain,
            Scenes::rings,
            Scenes::flower,
            Scenes::skyline,
            Scenes::morningMountains);

    private static final List<Format> FORMATS = List.of(
            new Format("jpg", image -> ImageFiles.jpeg(image, 0.9f)),
            new Format("jpg", image -> ImageFiles.progressiveJpeg(image, 0.8f)),
            new Format("jpg", image -> ImageFiles.jpeg(PixelTypes.grey(image), 0.85f)),
            new Format("png", ImageFiles::png),
            new Format("png", ImageFiles::interlacedPng),
            new Format("png", image -> ImageFiles.png(PixelTypes.palette(image))),
            new Format("gif", ImageFiles::gif),
            new Format("bmp", ImageFiles::bmp));

    private final String run;
    private final long start;
    private final Mix mix;
    private final List<Broken> broken;
    private final Map<Integer, Look> looks = new HashMap<>();

    /** Whose ids name the seed, so that the same stream is the same submissions. */
    public MixedUploads(long seed, Mix mix) {
        this(seed, mix, "mixed-" + seed);
    }

    /** @param run begins the ids, so that another run of the same stream is other submissions */
    public MixedUploads(long seed, Mix mix, String run) {
        this.run = run;
        this.start = new SplittableRandom(seed).nextLong();
        this.mix = mix;
        this.broken = mix.broken() == 0 ? List.of() : broken();
    }

    /**
     * What a stream is mixed of. Shares are of the submissions, 0 to 1.
     *
     * @param broken submissions that cannot be judged
     * @param redelivered submissions with which an earlier one is delivered again
     * @param copied submissions of a file that was submitted before
     * @param minSide shortest side of an image, in pixels
     * @param maxSide longest side of an image, in pixels
     */
    public record Mix(double broken, double redelivered, double copied, int minSide, int maxSide) {
        /** All that a platform sends, and more often than it does. */
        public static final Mix ROUGH = new Mix(0.05, 0.10, 0.05, 64, 256);

        /** Nothing but images, as small as a detector judges them. */
        public static final Mix TINY = new Mix(0, 0, 0, 32, 64);

        public Mix {
            requireShare(broken);
            requireShare(redelivered);
            requireShare(copied);
            if (minSide < 1 || maxSide < minSide) {
                throw new IllegalArgumentException("sides of %d to %d pixels".formatted(minSide, maxSide));
            }
        }

        private static void requireShare(double share) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a share of 0 to 1 expected, found " + share);
            }
        }
    }

    /** Paints all pictures now, so that no submission waits for one. */
    @Override
    public void prepare() {
        for (int look = 0; look < LOOKS; look++) {
            looks.computeIfAbsent(look, this::paint);
        }
    }

    @Override
    public Step step(int number) {
        SplittableRandom random = random(Draw.REDELIVERY, number);
        boolean again = random.nextDouble() < mix.redelivered();
        int earlier = number - random.nextInt(Math.min(REDELIVERY_REACH, number + 1));
        BrokenUpload submission = submission(number);
        return new Step(submission.event(), submission.expected(), again ? redelivery(earlier) : null);
    }

    /** A record that is no submission has no id by which it could be known again. */
    private @Nullable UploadEvent redelivery(int number) {
        return submission(number).event() instanceof AccountUpload upload ? upload : null;
    }

    private BrokenUpload submission(int number) {
        SplittableRandom random = random(Draw.SUBMISSION, number);
        String account = "account-" + (int) (ACCOUNTS * Math.pow(random.nextDouble(), HEAT));
        if (random.nextDouble() < mix.broken()) {
            Broken file = broken.get(random.nextInt(broken.size()));
            return new BrokenUpload(file.event(name(number, file.name()), id(number), account), file.expected());
        }
        int file = random.nextDouble() < mix.copied() ? earlierFile(number, random) : number;
        Look look = looks.computeIfAbsent(random(Draw.FILE, file).nextInt(LOOKS), this::paint);
        Upload upload = Upload.named(name(number, look.name()), () -> look.file(file));
        return new BrokenUpload(new AccountUpload(id(number), account, upload), new AnyVerdict());
    }

    /** What is drawn by lot for each number. */
    private enum Draw {
        REDELIVERY,
        SUBMISSION,
        FILE,
        LOOK
    }

    /** Near seeds have nothing in common: it is not the seed that a number is added to. */
    private SplittableRandom random(Draw draw, int number) {
        return new SplittableRandom(start + ((long) draw.ordinal() << Integer.SIZE) + number);
    }

    private static int earlierFile(int number, SplittableRandom random) {
        int files = number + 1;
        return random.nextInt(random.nextBoolean() ? Math.min(POPULAR_FILES, files) : files);
    }

    private String id(int number) {
        return run + '-' + number;
    }

    private static String name(int number, String name) {
        return number + "-" + name;
    }

    private Look paint(int number) {
        SplittableRandom random = random(Draw.LOOK, number);
        Scene scene = SCENES.get(random.nextInt(SCENES.size())).apply(random.nextInt());
        Format format = FORMATS.get(random.nextInt(FORMATS.size()));
        BufferedImage image = scene.paint(side(random), side(random));
        return new Look("painted." + format.extension(), format.encoder().apply(image));
    }

    private int side(SplittableRandom random) {
        return random.nextInt(mix.minSide(), mix.maxSide() + 1);
    }

    /** What cannot be judged, but for a file that is too large to be sent often. */
    private static List<Broken> broken() {
        return BrokenUploads.all().stream()
                .filter(upload -> upload.expected() instanceof Rejection rejection
                        && rejection.reason() != RejectionReason.TOO_MANY_BYTES)
                .map(Broken::of)
                .toList();
    }

    private record Format(String extension, Function<BufferedImage, byte[]> encoder) {}

    /** A painted file. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Look(String name, byte[] painted) {
        byte[] file(int number) {
            return ByteBuffer.allocate(painted.length + Integer.BYTES)
                    .put(painted)
                    .putInt(number)
                    .array();
        }
    }

    /** A broken file, read once. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Broken(String name, boolean foreign, byte @Nullable [] bytes, Expected expected) {
        static Broken of(BrokenUpload upload) {
            UploadEvent event = upload.event();
            if (event instanceof RawRecord raw) {
                return new Broken(raw.name(), true, raw.value(), upload.expected());
            }
            try {
                return new Broken(
                        event.name(), false, ((Upload) event).payload().read(), upload.expected());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        UploadEvent event(String name, String id, String account) {
            if (foreign || bytes == null) {
                return new RawRecord(name, bytes);
            }
            byte[] file = bytes;
            return new AccountUpload(id, account, Upload.named(name, () -> file));
        }
    }
}
