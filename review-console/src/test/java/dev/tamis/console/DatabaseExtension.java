package dev.tamis.console;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A PostgreSQL server for a class of tests, whose tables each test finds empty. */
public final class DatabaseExtension implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private @Nullable Path folder;
    private @Nullable TestDatabase database;

    public TestDatabase get() {
        return requireNonNull(database);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("tamis-database-");
        database = TestDatabase.start(folder);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        get().empty();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        get().close();
        FileUtils.deleteDirectory(requireNonNull(folder).toFile());
    }
}
