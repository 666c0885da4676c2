package dev.tamis.generator.load;

import dev.tamis.generator.load.Expected.AnyVerdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * A person's files as uploads of several accounts, in an order that a seed draws; after the last they come again in another order. Each
 * file is read when it is sent.
 */
public final class FolderUploads implements UploadSequence {
    private static final int ACCOUNTS = 200;

    private final List<Upload> files;
    private final long start;
    private final String run;
    private final List<Upload> order;
    private int round = -1;

    /**
     * Uploads of files.
     *
     * @param files at least one
     * @param run begins the ids
     */
    public FolderUploads(List<Upload> files, long seed, String run) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("at least one file expected");
        }
        this.files = List.copyOf(files);
        this.start = new SplittableRandom(seed).nextLong(); // so that near seeds have nothing in common
        this.run = run;
        this.order = new ArrayList<>(files);
    }

    @Override
    public void prepare() {
        shuffle(0);
    }

    @Override
    public Step step(int number) {
        shuffle(number / files.size());
        Upload file = order.get(number % files.size());
        String account = "account-" + Math.floorMod(file.name().hashCode(), ACCOUNTS);
        return new Step(new AccountUpload(run + '-' + number, account, file), new AnyVerdict(), null);
    }

    private void shuffle(int wanted) {
        if (wanted != round) {
            round = wanted;
            order.clear();
            order.addAll(files);
            Collections.shuffle(order, new Random(start + round));
        }
    }
}
