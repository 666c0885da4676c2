package dev.tamis.console.web;

import static dev.tamis.console.web.Forms.field;

import dev.tamis.console.audit.AuditLog;
import dev.tamis.console.decision.Choice;
import dev.tamis.console.decision.Decisions;
import dev.tamis.console.decision.Reasons;
import dev.tamis.console.quality.Checks;
import dev.tamis.console.quality.Checks.Answered;
import dev.tamis.console.quality.Desk;
import dev.tamis.console.quality.Desk.Lying;
import dev.tamis.console.queue.Item;
import dev.tamis.console.queue.ItemSummary;
import dev.tamis.console.queue.NotYoursException;
import dev.tamis.console.queue.Notes;
import dev.tamis.console.queue.Reports;
import dev.tamis.console.queue.ReviewItems;
import dev.tamis.console.queue.WorkQueue;
import dev.tamis.console.security.People;
import dev.tamis.console.security.Person;
import dev.tamis.console.security.RefusedException;
import dev.tamis.console.security.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Desk desk;
    private final WorkQueue queue;
    private final Checks checks;
    private final Decisions decisions;
    private final Reasons reasons;
    private final Notes notes;
    private final Reports reports;
    private final People people;
    private final AuditLog audit;

    ItemPages(Views views, ConsoleServer.Parts parts) {
        this.views = views;
        this.items = parts.review().items();
        this.desk = parts.review().desk();
        this.queue = parts.review().queue();
        this.checks = parts.quality().checks();
        this.decisions = parts.review().decisions();
        this.reasons = parts.review().reasons();
        this.notes = parts.review().notes();
        this.reports = parts.review().reports();
        this.people = parts.accounts().people();
        this.audit = parts.audit();
    }

    /** What an analyst does with an item that is with them. */
    private interface Step {
        void take(long item, Person analyst) throws NotYoursException;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/items/{item}", this::show, Access.VIEWER)
                .post("/items/{item}/decide", this::decide, Access.REVIEWER)
                .post("/items/{item}/release", context -> step(context, desk::release, "/queues"), Access.REVIEWER)
                .post("/items/{item}/hold", context -> step(context, desk::hold, "/queues"), Access.REVIEWER)
                .post("/items/{item}/renew", this::renew, Access.REVIEWER)
                .post("/items/{item}/hand-over", this::handOver, Access.REVIEWER)
                .post("/items/{item}/notes", this::note, Access.REVIEWER)
                .post("/items/{item}/appeal", this::appeal, Access.LEAD)
                .get("/alike/{group}", this::group, Access.LEAD)
                .post("/alike/{group}/decide", this::decideGroup, Access.LEAD)
                .post("/decisions/{decision}/undo", this::undo, Access.REVIEWER);
    }

    /** Of a check, nothing that was decided or said on it. */
    private void show(Context context) {
        Person person = Guard.person(context);
        Lying lying = lying(context);
        Item item = lying.item();
        boolean isOpen = !lying.isCheck();
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("view", new ItemView(item, lying.isMine()));
        parameters.put("alike", alike(item));
        parameters.put("ofAccount", without(item, items.ofAccount(item.summary().account(), SHOWN)));
        parameters.put(
                "ofFile",
                without(
                        item,
                        items.ofFile(item.message().getVerdict().getImage().getPayloadSha256(), SHOWN)));
        parameters.put("reports", reports.of(item.id()));
        parameters.put("decided", isOpen ? decisions.on(item.id()) : List.of());
        parameters.put("appeals", isOpen ? decisions.appeals(item.id()) : List.of());
        parameters.put("notes", isOpen ? notes.on(item.id()) : List.of());
        parameters.put("log", isOpen ? audit.about(WorkQueue.subject(item.id())) : List.of());
        parameters.put("isGolden", isOpen && person.may(Role.LEAD) && checks.isGolden(item.id()));
        parameters.put("people", lying.isMine() ? others(person) : List.of());
        parameters.put("reasons", lying.isMine() ? reasons.all() : List.of());
        parameters.put("next", next(lying));
        parameters.put("last", last(context, person));
        views.render(context, "page/item", "Item " + item.id(), parameters);
    }

    private List<Person> others(Person person) {
        return people.all().stream()
                .filter(other -> other.may(Role.REVIEWER) && !other.name().equals(person.name()))
                .toList();
    }

    /** The item that most likely comes next, whose images the browser can get already. */
    private @Nullable Long next(Lying lying) {
        OptionalLong next = lying.isMine() ? queue.next(lying.item().summary().queue()) : OptionalLong.empty();
        return next.isPresent() ? (Long) next.getAsLong() : null;
    }

    private List<ItemSummary> alike(Item item) {
        String group = item.message().getVerdict().getNearDuplicates();
        return group == null ? List.of() : without(item, items.alike(group, SHOWN));
    }

    private static List<ItemSummary> without(Item item, List<ItemSummary> summaries) {
        return summaries.stream().filter(summary -> summary.id() != item.id()).toList();
    }

    /** The decision that the page before led here from, while it can be undone. */
    private @Nullable Answered last(Context context, Person person) {
        String id = context.queryParam("decided");
        return id == null ? null : desk.undoable(Forms.uuid(id), person).orElse(null);
    }

    /** Decides, and goes on to the next item of the queue. */
    private void decide(Context context) throws RefusedException {
        Item item = lying(context).item();
        Person analyst = Guard.person(context);
        UUID decision = desk.decide(
                item.id(), analyst, choice(context), context.formParam("reason"), context.formParam("note"));
        OptionalLong next = desk.claim(item.summary().queue(), analyst);
        context.redirect(
                (next.isPresent() ? "/items/" + next.getAsLong() : "/queues") + "?decided=" + decision,
                HttpStatus.SEE_OTHER);
    }

    private void note(Context context) {
        Item item = lying(context).item();
        notes.add(item.id(), Guard.person(context), field(context, "text"));
        context.redirect("/items/" + item.id(), HttpStatus.SEE_OTHER);
    }

    private void appeal(Context context) throws RefusedException {
        long item = Forms.id(context, "item");
        decisions.answerAppeal(
                item,
                Guard.person(context),
                field(context, "statement"),
                "true".equals(context.formParam("granted")),
                field(context, "answer"));
        context.redirect("/items/" + item, HttpStatus.SEE_OTHER);
    }

    private void group(Context context) {
        String group = group(context.pathParam("group"));
        views.render(
                context,
                "page/group",
                "Images that look alike",
                Map.of("group", group, "items", items.alike(group, MOST_OF_A_GROUP), "reasons", reasons.all()));
    }

    /** Decides those of a group that were chosen. */
    private void decideGroup(Context context) throws RefusedException {
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
        decisions.decideAll(
                chosen, Guard.person(context), choice(context), context.formParam("reason"), context.formParam("note"));
        context.redirect("/alike/" + group, HttpStatus.SEE_OTHER);
    }

    private static String group(String text) {
        if (!GROUP.matcher(text).matches()) {
            throw new NotFoundResponse("There is no such group.");
        }
        return text;
    }

    private static Choice choice(Context context) {
        return Forms.choice(Choice.class, field(context, "choice"));
    }

    private void undo(Context context) {
        Optional<Long> item = desk.undo(Forms.uuid(context.pathParam("decision")), Guard.person(context));
        if (item.isEmpty()) {
            throw new ConflictResponse("It is too late to undo this.");
        }
        context.redirect("/items/" + item.get(), HttpStatus.SEE_OTHER);
    }

    private void step(Context context, Step step, String then) throws NotYoursException {
        step.take(Forms.id(context, "item"), Guard.person(context));
        context.redirect(then, HttpStatus.SEE_OTHER);
    }

    /** An open page asks for it, so that nobody loses an item that they look at. */
    private void renew(Context context) throws NotYoursException {
        desk.renew(Forms.id(context, "item"), Guard.person(context));
        context.status(HttpStatus.NO_CONTENT);
    }

    private void handOver(Context context) throws NotYoursException {
        Person to = people.find(field(context, "to"))
                .filter(person -> person.may(Role.REVIEWER))
                .orElseThrow(() -> new BadRequestResponse("There is no reviewer of this name."));
        desk.handOver(Forms.id(context, "item"), Guard.person(context), to);
        context.redirect("/queues", HttpStatus.SEE_OTHER);
    }

    private Lying lying(Context context) {
        return desk.find(Forms.id(context, "item"), Guard.person(context))
                .orElseThrow(() -> new NotFoundResponse("There is no such item."));
    }
}
