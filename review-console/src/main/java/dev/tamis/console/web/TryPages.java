package dev.tamis.console.web;

import dev.tamis.console.model.DetectorFile;
import dev.tamis.console.model.Trial;
import dev.tamis.console.model.TriedImage;
import dev.tamis.stream.check.CheckResult;
import dev.tamis.stream.check.CheckResult.Rejected;
import dev.tamis.stream.check.CheckResult.Scored;
import dev.tamis.stream.check.ImageChecker;
import dev.tamis.vision.detector.UnusableDetectorException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Images that someone tries on the detector. Nothing of them is kept. */
final class TryPages {
    private static final int MOST_FILES = 64;
    private static final int MOST_TRIES = 600;
    private static final Duration IN = Duration.ofMinutes(1);

    private final Views views;
    private final Trial trial;
    private final RateLimit tries = new RateLimit(MOST_TRIES, IN);

    TryPages(Views views, Trial trial) {
        this.views = views;
        this.trial = trial;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/try", context -> show(context, List.of()), Access.VIEWER).post("/try", this::judge, Access.VIEWER);
    }

    private void show(Context context, List<TriedImage> tried) throws IOException {
        // The images of the answer stand in the page itself.
        context.header(
                Header.CONTENT_SECURITY_POLICY, ConsoleServer.POLICY.replace("img-src 'self'", "img-src 'self' data:"));
        DetectorFile detector = trial.detector();
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("detector", detector);
        parameters.put("tried", tried);
        views.render(context, "page/try", "Try it", parameters);
    }

    private void judge(Context context) throws IOException {
        List<UploadedFile> files = context.uploadedFiles("file").stream()
                .filter(file -> file.size() > 0)
                .toList();
        if (files.isEmpty() || files.size() > MOST_FILES) {
            throw new BadRequestResponse("Choose 1 to %d files.".formatted(MOST_FILES));
        }
        List<TriedImage> tried = new ArrayList<>();
        for (UploadedFile file : files) {
            try (InputStream content = file.content()) {
                tried.add(judge(context, file.filename(), ImageChecker.read(content)));
            }
        }
        if ("csv".equals(context.formParam("as"))) {
            csv(context, tried);
        } else {
            show(context, tried);
        }
    }

    /** Judges one file for whoever asks. */
    TriedImage judge(Context context, String name, byte[] file) throws IOException {
        if (!tries.allows(Guard.person(context).name())) {
            throw new HttpResponseException(
                    HttpStatus.TOO_MANY_REQUESTS.getCode(), "%d images a minute at most.".formatted(MOST_TRIES));
        }
        try {
            return trial.judge(name, file);
        } catch (UnusableDetectorException e) {
            throw new ServiceUnavailableResponse(String.valueOf(e.getMessage()));
        }
    }

    private static void csv(Context context, List<TriedImage> tried) throws IOException {
        context.contentType("text/csv; charset=utf-8");
        context.header(Header.CONTENT_DISPOSITION, "attachment; filename=\"tamis-verdicts.csv\"");
        StringBuilder text = new StringBuilder();
        try (CSVPrinter csv = CSVFormat.RFC4180
                .builder()
                .setHeader(
                        "file",
                        "verdict",
                        "score",
                        "basis",
                        "defects",
                        "findings",
                        "rejection",
                        "detector",
                        "detector_sha256")
                .get()
                .print(text)) {
            for (TriedImage each : tried) {
                csv.printRecord(row(each.result()));
            }
        }
        context.result(text.toString());
    }

    private static List<@Nullable Object> row(CheckResult result) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(Csv.text(result.path()));
        if (result instanceof Scored scored) {
            row.add(scored.verdict());
            row.add(scored.score());
            row.add(scored.basis());
            row.add(scored.defects().stream().map(Enum::name).collect(Collectors.joining(" ")));
            row.add(Csv.text(scored.findings().stream()
                    .map(finding -> finding.source() + ": " + finding.text())
                    .collect(Collectors.joining("; "))));
            row.add(null);
            row.add(scored.detector());
            row.add(scored.detectorSha256());
        } else if (result instanceof Rejected rejected) {
            row.addAll(Collections.nCopies(5, null));
            row.add(rejected.rejection() + ": " + rejected.detail());
            row.add(null);
            row.add(null);
        }
        return row;
    }
}
