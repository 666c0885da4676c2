package dev.tamis.console.web;

import dev.tamis.console.quality.Desk;
import dev.tamis.console.queue.ReviewItems;
import dev.tamis.console.queue.WorkQueue;
import dev.tamis.console.security.Person;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What there is to do. */
final class QueuePages {
    private static final int SHOWN = 50;

    private final Views views;
    private final WorkQueue queue;
    private final Desk desk;
    private final ReviewItems items;

    QueuePages(Views views, WorkQueue queue, Desk desk, ReviewItems items) {
        this.views = views;
        this.queue = queue;
        this.desk = desk;
        this.items = items;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/", context -> context.redirect("/queues", HttpStatus.SEE_OTHER), Access.VIEWER)
                .get("/queues", this::overview, Access.VIEWER)
                .get(
                        "/queues/overview",
                        context -> views.renderPart(context, "part/queues", queues(context)),
                        Access.VIEWER)
                .get("/queues/{queue}", this::queue, Access.VIEWER)
                .post("/queues/{queue}/claim", this::claim, Access.REVIEWER);
    }

    private void overview(Context context) {
        Map<String, Object> parameters = queues(context);
        parameters.put("empty", context.queryParam("empty") != null);
        views.render(context, "page/queues", "Queues", parameters);
    }

    private Map<String, Object> queues(Context context) {
        Person person = Guard.person(context);
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("queues", queue.queues());
        parameters.put("mine", desk.of(person));
        parameters.put("person", person);
        parameters.put("csrf", Guard.session(context).csrfToken());
        return parameters;
    }

    private void queue(Context context) {
        String name = context.pathParam("queue");
        if (!queue.exists(name)) {
            throw new NotFoundResponse("There is no queue of this name.");
        }
        views.render(context, "page/queue", "Queue " + name, Map.of("queue", name, "items", items.open(name, SHOWN)));
    }

    private void claim(Context context) {
        String name = context.pathParam("queue");
        OptionalLong item = desk.claim(name, Guard.person(context));
        context.redirect(item.isPresent() ? "/items/" + item.getAsLong() : "/queues?empty", HttpStatus.SEE_OTHER);
    }
}
