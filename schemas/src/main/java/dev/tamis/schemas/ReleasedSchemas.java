package dev.tamis.schemas;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.message.SchemaStore;

/**
 * The schemas of every released version, packed into this jar: {@code released/<version>/<name>.avsc}, listed in
 * {@code released/index.txt}. A released file never changes; a changed schema is released under the next version.
 */
final class ReleasedSchemas {
    private static final String FOLDER = "released/";

    private ReleasedSchemas() {}

    /** A store that finds every released schema by its fingerprint. */
    static SchemaStore load() {
        SchemaStore.Cache store = new SchemaStore.Cache();
        for (String path : paths()) {
            store.addSchema(read(path));
        }
        return store;
    }

    /** Paths below the folder, for example {@code 0.1.0/ImageVerdict.avsc}. */
    static List<String> paths() {
        List<String> paths = new ArrayList<>();
        try (BufferedReader index =
                new BufferedReader(new InputStreamReader(open("index.txt"), StandardCharsets.UTF_8))) {
            index.lines().filter(line -> !line.isBlank()).forEach(paths::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return paths;
    }

    static Schema read(String path) {
        try (InputStream file = open(path)) {
            return new SchemaParser().parse(file).mainSchema();
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    private static InputStream open(String path) {
        InputStream file = ReleasedSchemas.class.getResourceAsStream(FOLDER + path);
        if (file == null) {
            throw new IllegalStateException("the jar lacks its own resource " + FOLDER + path);
        }
        return file;
    }
}
