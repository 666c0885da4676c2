package dev.tamis.console.web;

import dev.tamis.console.audit.AuditLog;
import dev.tamis.console.decision.AppealException;
import dev.tamis.console.decision.Choice;
import dev.tamis.console.decision.DecidedItem;
import dev.tamis.console.decision.Decisions;
import dev.tamis.console.queue.Item;
import dev.tamis.console.queue.ItemSummary;
import dev.tamis.console.queue.NotYoursException;
import dev.tamis.console.queue.Notes;
import dev.tamis.console.queue.ReviewItems;
import dev.tamis.console.queue.WorkQueue;
import dev.tamis.console.security.People;
import dev.tamis.console.security.Person;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One review item: what there is to see, and what an analyst does with it. */
final class ItemPages {
    private static final int SHOWN = 20;
    private static final int MOST_OF_A_GROUP = 200;

    /** A PDQ hash. */
    private static final Pattern GROUP = Pattern.compile("[0-9a-f]{64}");

    private final Views views;
    private final ReviewItems items;
    private final WorkQueue queue;
    private final Decisions decisions;
    private final Notes notes;
    private final People people;
    private final AuditLog audit;
    private final Clock clock;

    ItemPages(
            Views views,
            ReviewItems items,
            WorkQueue queue,
            Decisions decisions,
            Notes notes,
            People people,
            AuditLog audit,
            Clock clock) {
        this.views = views;
        this.items = items;
        this.queue = queue;
        this.decisions = decisions;
        this.notes = notes;
        this.people = people;
        this.audit = audit;
        this.clock = clock;
    }

    /** What an analyst does with an item that is with them. */
    private interface Step {
        void take(long item, Person analyst) throws NotYoursException;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/items/{item}", this::show, Access.VIEWER)
                .post("/items/{item}/decide", this::decide, Access.REVIEWER)
                .post("/items/{item}/release", context -> step(context, queue::release, "/queues"), Access.REVIEWER)
                .post("/items/{item}/hold", context -> step(context, queue::hold, "/queues"), Access.REVIEWER)
                .post("/items/{item}/renew", this::renew, Access.REVIEWER)
                .post("/items/{item}/hand-over", this::handOver, Access.REVIEWER)
                .post("/items/{item}/notes", this::note, Access.REVIEWER)
                .post("/items/{item}/appeal", this::appeal, Access.LEAD)
                .get("/alike/{group}", this::group, Access.LEAD)
                .post("/alike/{group}/decide", this::decideGroup, Access.LEAD)
                .post("/decisions/{decision}/undo", this::undo, Access.REVIEWER);
    }

    private void show(Context context) {
        Item item = item(context);
        Person person = Guard.person(context);
        ItemView view = new ItemView(item, item.isWith(person.name(), clock.instant()));
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("view", view);
        parameters.put("alike", alike(item));
        parameters.put("ofAccount", without(item, items.ofAccount(item.summary().account(), SHOWN)));
        parameters.put("decided", decisions.on(item.id()));
        parameters.put("appeals", decisions.appeals(item.id()));
        parameters.put("notes", notes.on(item.id()));
        parameters.put("log", audit.about(WorkQueue.subject(item.id())));
        parameters.put("people", view.isMine() ? people.all() : List.of());
        parameters.put("last", last(context, person));
        views.render(context, "page/item", "Item " + item.id(), parameters);
    }

    private List<ItemSummary> alike(Item item) {
        String group = item.message().getVerdict().getNearDuplicates();
        return group == null ? List.of() : without(item, items.alike(group, SHOWN));
    }

    private static List<ItemSummary> without(Item item, List<ItemSummary> summaries) {
        return summaries.stream().filter(summary -> summary.id() != item.id()).toList();
    }

    /** The decision that the page before led here from, while it can be undone. */
    private @Nullable DecidedItem last(Context context, Person person) {
        String id = context.queryParam("decided");
        return id == null ? null : decisions.undoable(uuid(id), person).orElse(null);
    }

    /** Decides, and goes on to the next item of the queue. */
    private void decide(Context context) throws NotYoursException {
        Item item = item(context);
        Person analyst = Guard.person(context);
        UUID decision = decisions.decide(
                item.id(), analyst, choice(context), context.formParam("reason"), context.formParam("note"));
        OptionalLong next = queue.claim(item.summary().queue(), analyst);
        context.redirect(
                (next.isPresent() ? "/items/" + next.getAsLong() : "/queues") + "?decided=" + decision,
                HttpStatus.SEE_OTHER);
    }

    private void note(Context context) {
        Item item = item(context);
        notes.add(item.id(), Guard.person(context), String.valueOf(context.formParam("text")));
        context.redirect("/items/" + item.id(), HttpStatus.SEE_OTHER);
    }

    private void appeal(Context context) throws AppealException {
        Item item = item(context);
        decisions.answerAppeal(
                item.id(),
                Guard.person(context),
                Objects.requireNonNullElse(context.formParam("statement"), ""),
                "true".equals(context.formParam("granted")),
                Objects.requireNonNullElse(context.formParam("answer"), ""));
        context.redirect("/items/" + item.id(), HttpStatus.SEE_OTHER);
    }

    private void group(Context context) {
        String group = group(context.pathParam("group"));
        views.render(
                context,
                "page/group",
                "Images that look alike",
                Map.of("group", group, "items", items.alike(group, MOST_OF_A_GROUP)));
    }

    /** Decides those of a group that were chosen. */
    private void decideGroup(Context context) {
        String group = group(context.pathParam("group"));
        List<Long> inGroup = items.alike(group, MOST_OF_A_GROUP).stream()
                .map(ItemSummary::id)
                .toList();
        List<Long> chosen = inGroup.stream()
                .filter(id -> context.formParams("item").contains(String.valueOf(id)))
                .toList();
        if (chosen.isEmpty()) {
            throw new BadRequestResponse("Nothing is chosen.");
        }
        decisions.decideAll(chosen, Guard.person(context), choice(context), null, context.formParam("note"));
        context.redirect("/alike/" + group, HttpStatus.SEE_OTHER);
    }

    private static String group(String text) {
        if (!GROUP.matcher(text).matches()) {
            throw new NotFoundResponse("There is no such group.");
        }
        return text;
    }

    private static Choice choice(Context context) {
        try {
            return Choice.valueOf(String.valueOf(context.formParam("choice")));
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse("A decision is AUTHENTIC, GENERATED or ESCALATE.");
        }
    }

    private void undo(Context context) {
        Optional<Long> item = decisions.undo(uuid(context.pathParam("decision")), Guard.person(context));
        if (item.isEmpty()) {
            throw new ConflictResponse("It is too late to undo this.");
        }
        context.redirect("/items/" + item.get(), HttpStatus.SEE_OTHER);
    }

    private void step(Context context, Step step, String then) throws NotYoursException {
        step.take(id(context), Guard.person(context));
        context.redirect(then, HttpStatus.SEE_OTHER);
    }

    /** An open page asks for it, so that nobody loses an item that they look at. */
    private void renew(Context context) throws NotYoursException {
        queue.renew(id(context), Guard.person(context));
        context.status(HttpStatus.NO_CONTENT);
    }

    private void handOver(Context context) throws NotYoursException {
        Person to = people.find(String.valueOf(context.formParam("to")))
                .orElseThrow(() -> new BadRequestResponse("There is nobody of this name."));
        queue.handOver(id(context), Guard.person(context), to);
        context.redirect("/queues", HttpStatus.SEE_OTHER);
    }

    private Item item(Context context) {
        return items.find(id(context)).orElseThrow(() -> new NotFoundResponse("There is no such item."));
    }

    static long id(Context context) {
        try {
            return Long.parseLong(context.pathParam("item"));
        } catch (NumberFormatException e) {
            throw new NotFoundResponse("There is no such item.");
        }
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NotFoundResponse("There is no such decision.");
        }
    }
}
