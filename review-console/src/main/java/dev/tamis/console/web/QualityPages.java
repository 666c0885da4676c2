package dev.tamis.console.web;

import dev.tamis.console.quality.Checks;
import dev.tamis.console.quality.Figures;
import dev.tamis.console.quality.Figures.Day;
import dev.tamis.console.quality.Figures.ScoreBin;
import dev.tamis.console.queue.WorkQueue;
import dev.tamis.console.security.RefusedException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How people and the detector did lately. */
final class QualityPages {
    private static final int SHOWN = 50;

    private final Views views;
    private final Figures figures;
    private final Checks checks;
    private final WorkQueue queue;

    QualityPages(Views views, Figures figures, Checks checks, WorkQueue queue) {
        this.views = views;
        this.figures = figures;
        this.checks = checks;
        this.queue = queue;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/quality", this::show, Access.LEAD)
                .post("/items/{item}/golden", this::makeGolden, Access.LEAD)
                .post("/items/{item}/golden/remove", this::removeGolden, Access.LEAD);
    }

    private void show(Context context) {
        List<Day> days = figures.days();
        List<ScoreBin> scores = figures.scores();
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("analysts", figures.analysts());
        parameters.put("kappa", figures.kappa());
        parameters.put("days", days);
        parameters.put("daysChart", daysChart(days));
        parameters.put("detectors", figures.detectors());
        parameters.put("waits", figures.waits());
        parameters.put("queues", queue.queues());
        parameters.put("scores", scores);
        parameters.put("scoresChart", scoresChart(scores));
        parameters.put("drift", Figures.drift(scores));
        parameters.put("disagreements", checks.disagreements(SHOWN));
        views.render(context, "page/quality", "Quality", parameters);
    }

    private static String daysChart(List<Day> days) {
        return new Chart(
                        days.stream().map(day -> day.day().toString()).toList(),
                        List.of(
                                new Chart.Series(
                                        "confirmed",
                                        "authentic",
                                        days.stream()
                                                .map(day -> (double) day.confirmed())
                                                .toList()),
                                new Chart.Series(
                                        "overturned",
                                        "generated",
                                        days.stream()
                                                .map(day -> (double) day.overturned())
                                                .toList()),
                                new Chart.Series(
                                        "escalated",
                                        "uncertain",
                                        days.stream()
                                                .map(day -> (double) day.escalated())
                                                .toList())),
                        true,
                        "decisions")
                .toJson();
    }

    private static String scoresChart(List<ScoreBin> bins) {
        int lately = bins.stream().mapToInt(ScoreBin::lately).sum();
        int before = bins.stream().mapToInt(ScoreBin::before).sum();
        return new Chart(
                        bins.stream()
                                .map(bin -> String.format(Locale.ROOT, "%.1f", bin.from()))
                                .toList(),
                        List.of(
                                new Chart.Series(
                                        "lately",
                                        "accent",
                                        bins.stream()
                                                .map(bin -> share(bin.lately(), lately))
                                                .toList()),
                                new Chart.Series(
                                        "before",
                                        "soft",
                                        bins.stream()
                                                .map(bin -> share(bin.before(), before))
                                                .toList())),
                        false,
                        "% of items")
                .toJson();
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }

    private void makeGolden(Context context) throws RefusedException {
        long item = Forms.id(context, "item");
        checks.makeGolden(item, Guard.person(context));
        context.redirect("/items/" + item, HttpStatus.SEE_OTHER);
    }

    private void removeGolden(Context context) {
        long item = Forms.id(context, "item");
        checks.removeGolden(item, Guard.person(context));
        context.redirect("/items/" + item, HttpStatus.SEE_OTHER);
    }
}
