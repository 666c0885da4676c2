package dev.tamis.console.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tamis.console.model.DetectorFile;
import dev.tamis.console.model.DetectorFolder;
import dev.tamis.console.model.JobControl;
import dev.tamis.console.security.RefusedException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Detectors: what each is, how they compare, and which the job uses. */
final class ModelPages {
    private static final String PATH = "/models";
    private static final int HISTORY = 50;

    private final Views views;
    private final DetectorFolder folder;
    private final JobControl job;

    ModelPages(Views views, DetectorFolder folder, JobControl job) {
        this.views = views;
        this.folder = folder;
        this.job = job;
    }

    void addTo(RoutesConfig routes) {
        routes.get(PATH, this::show, Access.VIEWER)
                .get(PATH + "/in-force", context -> views.renderPart(context, "part/inForce", inForce()), Access.VIEWER)
                .get(PATH + "/compare", this::compare, Access.VIEWER)
                .get(PATH + "/{sha256}", this::showOne, Access.VIEWER)
                .post(PATH + "/{sha256}/promote", this::promote, Access.ADMIN)
                .post(PATH + "/{sha256}/shadow", this::shadow, Access.ADMIN)
                .post(PATH + "/shadow/stop", this::stopShadow, Access.ADMIN);
    }

    private void show(Context context) throws IOException {
        Map<String, Object> parameters = inForce();
        parameters.put("detectors", folder.all());
        views.render(context, "page/models", "Models", parameters);
    }

    private Map<String, Object> inForce() {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("inForce", job.inForce());
        parameters.put("history", job.history(HISTORY));
        return parameters;
    }

    private void showOne(Context context) throws IOException {
        DetectorFile detector = detector(context.pathParam("sha256"));
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("detector", detector);
        parameters.put("evaluation", detector.evaluation());
        parameters.put("reliability", reliability(detector.evaluation()));
        views.render(context, "page/model", "Detector " + detector.metadata().id(), parameters);
    }

    /** How often images with a score were generated, beside what the scores say. */
    private static String reliability(@Nullable JsonNode evaluation) {
        List<String> labels = new ArrayList<>();
        List<Double> said = new ArrayList<>();
        List<Double> were = new ArrayList<>();
        if (evaluation != null) {
            for (JsonNode bin : evaluation.path("reliability")) {
                labels.add("%.2f".formatted(bin.path("from").asDouble()));
                said.add(100 * bin.path("confidence").asDouble());
                were.add(100 * bin.path("accuracy").asDouble());
            }
        }
        return new Chart(
                        labels,
                        List.of(
                                new Chart.Series("right", "accent", were),
                                new Chart.Series("as sure as it was", "soft", said)),
                        false,
                        "% of images")
                .toJson();
    }

    private void compare(Context context) throws IOException {
        DetectorFile first = detector(String.valueOf(context.queryParam("first")));
        DetectorFile second = detector(String.valueOf(context.queryParam("second")));
        views.render(
                context,
                "page/compare",
                "Two detectors",
                Map.of("first", first, "second", second, "rows", ComparedFigure.of(first, second)));
    }

    private void promote(Context context) throws IOException, RefusedException {
        DetectorFile detector = detector(context.pathParam("sha256"));
        job.promote(folder.uri(detector), detector, Guard.person(context));
        context.redirect(PATH, HttpStatus.SEE_OTHER);
    }

    private void shadow(Context context) throws IOException, RefusedException {
        DetectorFile detector = detector(context.pathParam("sha256"));
        job.shadow(folder.uri(detector), detector, Guard.person(context));
        context.redirect(PATH, HttpStatus.SEE_OTHER);
    }

    private void stopShadow(Context context) throws RefusedException {
        job.stopShadow(Guard.person(context));
        context.redirect(PATH, HttpStatus.SEE_OTHER);
    }

    private DetectorFile detector(String sha256) throws IOException {
        return folder.find(sha256).orElseThrow(() -> new NotFoundResponse("There is no such detector in the folder."));
    }
}
