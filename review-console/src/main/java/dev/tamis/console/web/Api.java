package dev.tamis.console.web;

import dev.tamis.console.decision.Choice;
import dev.tamis.console.decision.DecidedItem;
import dev.tamis.console.decision.DecisionLog;
import dev.tamis.console.decision.Decisions;
import dev.tamis.console.decision.PositionedDecision;
import dev.tamis.console.decision.ToldDecision;
import dev.tamis.console.json.Json;
import dev.tamis.console.quality.Desk;
import dev.tamis.console.quality.Desk.Lying;
import dev.tamis.console.queue.Item;
import dev.tamis.console.queue.ItemSummary;
import dev.tamis.console.queue.QueueSummary;
import dev.tamis.console.queue.Reports;
import dev.tamis.console.queue.ReviewItems;
import dev.tamis.console.queue.WorkQueue;
import dev.tamis.console.security.RefusedException;
import dev.tamis.schemas.Finding;
import dev.tamis.schemas.ImageVerdict;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What programs do with the console; {@code openapi.yaml} describes it. */
final class Api {
    static final String PATH = "/api/v1";

    private static final String DESCRIPTION = "/openapi.yaml";
    private static final int MOST = 500;

    private final ReviewItems items;
    private final WorkQueue queue;
    private final Desk desk;
    private final Decisions decisions;
    private final DecisionLog log;
    private final Reports reports;
    private final TryPages tries;

    Api(ConsoleServer.Parts parts, TryPages tries) {
        this.items = parts.review().items();
        this.queue = parts.review().queue();
        this.desk = parts.review().desk();
        this.decisions = parts.review().decisions();
        this.log = parts.told().log();
        this.reports = parts.review().reports();
        this.tries = tries;
    }

    void addTo(RoutesConfig routes) {
        routes.get(PATH + DESCRIPTION, Api::describe, Access.ANYONE)
                .get(PATH + "/queues", this::queues, Access.VIEWER)
                .post(PATH + "/queues/{queue}/claim", this::claim, Access.REVIEWER)
                .get(PATH + "/items", this::find, Access.VIEWER)
                .get(PATH + "/items/{item}", this::item, Access.VIEWER)
                .post(PATH + "/items/{item}/decide", this::decide, Access.REVIEWER)
                .post(PATH + "/items/{item}/release", this::release, Access.REVIEWER)
                .post(PATH + "/items/{item}/appeal", this::appeal, Access.LEAD)
                .post(PATH + "/decisions/{decision}/undo", this::undo, Access.REVIEWER)
                .get(PATH + "/decisions", this::decisions, Access.VIEWER)
                .post(PATH + "/reports", this::report, Access.REVIEWER)
                .post(PATH + "/check", this::check, Access.VIEWER);
    }

    private static void describe(Context context) {
        try (InputStream file = Api.class.getResourceAsStream(DESCRIPTION)) {
            context.contentType("application/yaml")
                    .result(Objects.requireNonNull(file).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is answered where something cannot be done. */
    record Problem(String error) {}

    static void answer(Context context, Object value) {
        context.contentType("application/json").result(Json.write(value).getBytes(StandardCharsets.UTF_8));
    }

    private record Queue(
            String name, String role, int open, @Nullable Instant oldest) {}

    private void queues(Context context) {
        answer(context, queue.queues().stream().map(Api::queue).toList());
    }

    private static Queue queue(QueueSummary queue) {
        return new Queue(queue.name(), queue.role().name(), queue.open(), queue.oldest());
    }

    private void claim(Context context) {
        OptionalLong item = desk.claim(context.pathParam("queue"), Guard.person(context));
        if (item.isEmpty()) {
            context.status(HttpStatus.NO_CONTENT);
            return;
        }
        answer(
                context,
                detail(desk.find(item.getAsLong(), Guard.person(context)).orElseThrow()));
    }

    private record Summary(
            long id,
            String submissionId,
            String queue,
            String state,
            @Nullable String claimedBy,
            boolean reported,
            int priority,
            @Nullable Double score,
            String verdict,
            String account,
            Instant submittedAt) {
        private static Summary of(ItemSummary item) {
            return new Summary(
                    item.id(),
                    item.submissionId(),
                    item.queue(),
                    item.state().name(),
                    item.claimedBy(),
                    item.reported(),
                    item.priority(),
                    item.score(),
                    item.verdict().name(),
                    item.account(),
                    item.submittedAt());
        }
    }

    private void find(Context context) {
        String submission = context.queryParam("submission");
        String name = context.queryParam("queue");
        List<ItemSummary> found;
        if (context.queryParam("mine") != null) {
            found = desk.of(Guard.person(context));
        } else if (submission != null) {
            found = items.ofSubmission(submission).stream().toList();
        } else if (name != null) {
            found = items.open(name, limit(context));
        } else {
            throw new BadRequestResponse("One of submission, queue and mine is expected.");
        }
        answer(context, found.stream().map(Summary::of).toList());
    }

    private static int limit(Context context) {
        int limit = context.queryParamAsClass("limit", Integer.class).getOrDefault(100);
        if (limit < 1 || limit > MOST) {
            throw new BadRequestResponse("A limit is from 1 to %d.".formatted(MOST));
        }
        return limit;
    }

    private record Said(String source, String claim, String text) {
        private static Said of(Finding finding) {
            return new Said(finding.getSource().name(), finding.getClaim().name(), finding.getText());
        }
    }

    private record Decided(
            UUID id,
            String decision,
            @Nullable String finalVerdict,
            @Nullable String reason,
            @Nullable String policy,
            @Nullable String note,
            String reviewer,
            Instant decidedAt,
            boolean undone,
            boolean sent) {
        private static Decided of(DecidedItem decided) {
            return new Decided(
                    decided.id(),
                    decided.decision().name(),
                    decided.finalVerdict() == null
                            ? null
                            : decided.finalVerdict().name(),
                    decided.reason(),
                    decided.policy(),
                    decided.note(),
                    decided.reviewer(),
                    decided.decidedAt(),
                    decided.undone(),
                    decided.sent());
        }
    }

    private record Detail(
            Summary item,
            boolean isMine,
            @Nullable Instant leaseUntil,
            String basis,
            @Nullable String detector,
            @Nullable Double authenticBelow,
            @Nullable Double generatedFrom,
            String payloadSha256,
            @Nullable String reference,
            @Nullable String nearDuplicates,
            List<String> defects,
            List<Said> findings,
            List<Decided> decisions) {}

    private void item(Context context) {
        answer(
                context,
                detail(desk.find(Forms.id(context, "item"), Guard.person(context))
                        .orElseThrow(() -> new NotFoundResponse("There is no such item."))));
    }

    /** Of a check, nothing that was decided. */
    private Detail detail(Lying lying) {
        Item item = lying.item();
        ImageVerdict verdict = item.message().getVerdict();
        var thresholds = verdict.getThresholds();
        return new Detail(
                Summary.of(item.summary()),
                lying.isMine(),
                item.leaseUntil(),
                verdict.getBasis().name(),
                verdict.getDetector() == null ? null : verdict.getDetector().getId(),
                thresholds == null ? null : (Double) thresholds.getAuthenticBelow(),
                thresholds == null ? null : (Double) thresholds.getGeneratedFrom(),
                verdict.getImage().getPayloadSha256(),
                item.message().getReference(),
                verdict.getNearDuplicates(),
                verdict.getDefects().stream().map(Enum::name).toList(),
                verdict.getFindings().stream().map(Said::of).toList(),
                lying.isCheck()
                        ? List.of()
                        : decisions.on(item.id()).stream().map(Decided::of).toList());
    }

    private record Deciding(
            @Nullable String choice,
            @Nullable String reason,
            @Nullable String note) {}

    private record Id(UUID decision) {}

    private void decide(Context context) throws RefusedException {
        Deciding said = body(context, Deciding.class);
        answer(
                context,
                new Id(desk.decide(
                        Forms.id(context, "item"),
                        Guard.person(context),
                        Forms.choice(Choice.class, Objects.requireNonNullElse(said.choice, "")),
                        said.reason,
                        said.note)));
    }

    private void release(Context context) throws RefusedException {
        desk.release(Forms.id(context, "item"), Guard.person(context));
        context.status(HttpStatus.NO_CONTENT);
    }

    private record Appealing(
            @Nullable String statement,
            boolean granted,
            @Nullable String answer) {}

    private void appeal(Context context) throws RefusedException {
        Appealing said = body(context, Appealing.class);
        decisions.answerAppeal(
                Forms.id(context, "item"),
                Guard.person(context),
                Objects.requireNonNullElse(said.statement, ""),
                said.granted,
                Objects.requireNonNullElse(said.answer, ""));
        context.status(HttpStatus.NO_CONTENT);
    }

    private void undo(Context context) {
        Optional<Long> item = desk.undo(Forms.uuid(context.pathParam("decision")), Guard.person(context));
        if (item.isEmpty()) {
            throw new ConflictResponse("It is too late to undo this.");
        }
        context.status(HttpStatus.NO_CONTENT);
    }

    private record Logged(long position, ToldDecision decision) {
        private static Logged of(PositionedDecision each) {
            return new Logged(each.position(), ToldDecision.of(each.decision()));
        }
    }

    private void decisions(Context context) {
        long after = context.queryParamAsClass("after", Long.class).getOrDefault(0L);
        answer(
                context,
                log.from(after + 1, limit(context)).stream().map(Logged::of).toList());
    }

    private record Reporting(
            @Nullable String submissionId,
            @Nullable String reporter,
            @Nullable String text) {}

    private void report(Context context) throws RefusedException {
        Reporting said = body(context, Reporting.class);
        reports.add(
                Objects.requireNonNullElse(said.submissionId, ""),
                Guard.person(context),
                Objects.requireNonNullElse(said.reporter, ""),
                Objects.requireNonNullElse(said.text, ""));
        context.status(HttpStatus.NO_CONTENT);
    }

    private void check(Context context) throws IOException {
        answer(context, tries.judge(context, "image", context.bodyAsBytes()).result());
    }

    private static <T> T body(Context context, Class<T> type) {
        try {
            return Json.read(context.bodyAsBytes(), type);
        } catch (IOException e) {
            throw new BadRequestResponse("JSON as openapi.yaml describes it is expected.");
        }
    }
}
