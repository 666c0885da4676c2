package dev.tamis.vision.image;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Damages files as a transfer, a careless program or an attacker would. */
final class Mutations {
    private static final int MAX_CHANGES = 8;

    /** Where formats keep their lengths and sizes. */
    private static final int HEADER = 64;

    /** Lengths and sizes that programs get wrong. */
    private static final int[] NUMBERS = {
        0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, -1
    };

    private final SplittableRandom random;

    Mutations(SplittableRandom random) {
        this.random = random;
    }

    /**
     * A damaged copy.
     *
     * @param file at least one byte
     * @param other a file that parts are taken from
     */
    byte[] damage(byte[] file, byte[] other) {
        byte[] damaged = file;
        int changes = random.nextInt(1, MAX_CHANGES + 1);
        for (int i = 0; i < changes && damaged.length > 0; i++) {
            damaged = random.nextInt(4) == 0 ? moved(damaged, other) : overwritten(damaged.clone());
        }
        return damaged;
    }

    /** Of the same length: a byte, a bit, or a number as headers have. Half of the changes hit the header. */
    private byte[] overwritten(byte[] file) {
        int at = random.nextInt(random.nextBoolean() ? Math.min(file.length, HEADER) : file.length);
        switch (random.nextInt(4)) {
            case 0 -> file[at] = (byte) random.nextInt();
            case 1 -> file[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> file[at] = (byte) (random.nextBoolean() ? 0xff : 0);
            default -> writeNumber(file, at);
        }
        return file;
    }

    private void writeNumber(byte[] file, int at) {
        int value = NUMBERS[random.nextInt(NUMBERS.length)];
        int bytes = random.nextBoolean() ? Short.BYTES : Integer.BYTES;
        boolean bigEndian = random.nextBoolean();
        for (int i = 0; i < bytes && at + i < file.length; i++) {
            file[at + i] = (byte) (value >>> (Byte.SIZE * (bigEndian ? bytes - 1 - i : i)));
        }
    }

    /** Of another length: cut, lengthened by noise, or with a span taken out, doubled or taken from another file. */
    private byte[] moved(byte[] file, byte[] other) {
        int from = random.nextInt(file.length);
        int to = from + random.nextInt(Math.min(file.length - from, 256) + 1);
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(file, from);
            case 1 -> joined(Arrays.copyOf(file, from), noise(to - from), rest(file, from));
            case 2 -> joined(Arrays.copyOf(file, from), rest(file, to));
            case 3 -> joined(Arrays.copyOf(file, to), rest(file, from));
            default -> joined(Arrays.copyOf(file, from), rest(other, random.nextInt(other.length)));
        };
    }

    private byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] rest(byte[] file, int from) {
        return Arrays.copyOfRange(file, from, file.length);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
