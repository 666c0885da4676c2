package dev.tamis.console.web;

import dev.tamis.console.audit.AuditEntry;
import dev.tamis.console.audit.AuditLog;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The audit log, for administrators. */
final class AuditPages {
    private static final int SHOWN = 200;

    private final Views views;
    private final AuditLog audit;

    AuditPages(Views views, AuditLog audit) {
        this.views = views;
        this.audit = audit;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/audit", this::show, Access.ADMIN).get("/audit.csv", this::export, Access.ADMIN);
    }

    /** The latest entries, and whether all hashes hold where that was asked. */
    private void show(Context context) {
        long before = context.queryParamAsClass("before", Long.class).getOrDefault(Long.MAX_VALUE);
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("entries", audit.before(before, SHOWN));
        parameters.put("checked", context.queryParam("check") != null);
        OptionalLong broken = context.queryParam("check") == null ? OptionalLong.empty() : audit.firstBroken();
        parameters.put("broken", broken.isPresent() ? broken.getAsLong() : null);
        views.render(context, "page/audit", "Audit log", parameters);
    }

    private void export(Context context) throws IOException {
        context.contentType("text/csv; charset=utf-8");
        context.header(Header.CONTENT_DISPOSITION, "attachment; filename=\"tamis-audit.csv\"");
        Writer out = new OutputStreamWriter(context.outputStream(), StandardCharsets.UTF_8);
        CSVPrinter csv = CSVFormat.RFC4180
                .builder()
                .setHeader("id", "at", "actor", "action", "subject", "detail", "sha256")
                .get()
                .print(out);
        audit.read(entries -> {
            entries.forEach(entry -> print(csv, entry));
            return null;
        });
        csv.flush();
    }

    private static void print(CSVPrinter csv, AuditEntry entry) {
        try {
            csv.printRecord(
                    entry.id(),
                    entry.at(),
                    Csv.text(entry.actor()),
                    entry.action(),
                    Csv.text(entry.subject()),
                    Csv.text(entry.detail()),
                    HexFormat.of().formatHex(entry.hash()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
