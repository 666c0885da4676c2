package dev.tamis.console.web;

import static dev.tamis.console.web.Forms.choice;
import static dev.tamis.console.web.Forms.field;

import dev.tamis.console.decision.Reasons;
import dev.tamis.console.quality.Checks;
import dev.tamis.console.quality.Checks.Shares;
import dev.tamis.console.queue.Queues;
import dev.tamis.console.queue.RoutingRule;
import dev.tamis.console.security.RefusedException;
import dev.tamis.console.security.Role;
import dev.tamis.console.security.Tokens;
import dev.tamis.schemas.ReviewCause;
import dev.tamis.schemas.Verdict;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What administrators set: queues and what each takes, reasons, checks, programs. */
final class SettingsPages {
    private static final String QUEUES = "/settings/queues";
    private static final String REASONS = "/settings/reasons";
    private static final String CHECKS = "/settings/checks";
    private static final String PROGRAMS = "/settings/programs";

    private final Views views;
    private final Queues queues;
    private final Reasons reasons;
    private final Checks checks;
    private final Tokens tokens;

    SettingsPages(Views views, Queues queues, Reasons reasons, Checks checks, Tokens tokens) {
        this.views = views;
        this.queues = queues;
        this.reasons = reasons;
        this.checks = checks;
        this.tokens = tokens;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/settings", context -> context.redirect(QUEUES, HttpStatus.SEE_OTHER), Access.ADMIN)
                .get(QUEUES, this::showQueues, Access.ADMIN)
                .post(QUEUES, this::putQueue, Access.ADMIN)
                .post(QUEUES + "/{queue}/up", this::moveQueueUp, Access.ADMIN)
                .post(QUEUES + "/{queue}/remove", this::removeQueue, Access.ADMIN)
                .get(REASONS, this::showReasons, Access.ADMIN)
                .post(REASONS, this::addReason, Access.ADMIN)
                .post(REASONS + "/remove", this::removeReason, Access.ADMIN)
                .get(CHECKS, this::showChecks, Access.ADMIN)
                .post(CHECKS, this::setChecks, Access.ADMIN)
                .get(PROGRAMS, context -> showPrograms(context, ""), Access.ADMIN)
                .post(PROGRAMS, this::addProgram, Access.ADMIN)
                .post(PROGRAMS + "/{program}/remove", this::removeProgram, Access.ADMIN);
    }

    private void showQueues(Context context) {
        views.render(context, "settings/queues", "Queues and their rules", Map.of("queues", queues.all()));
    }

    private void putQueue(Context context) throws RefusedException {
        queues.put(
                field(context, "name").strip(),
                choice(Role.class, field(context, "role")),
                new RoutingRule(
                        choices(context, "cause", ReviewCause::valueOf),
                        choices(context, "verdict", Verdict::valueOf),
                        number(context, "priority", Integer::valueOf),
                        number(context, "score", Double::valueOf),
                        attributes(field(context, "attributes"))),
                Guard.person(context));
        context.redirect(QUEUES, HttpStatus.SEE_OTHER);
    }

    private static <E> Set<E> choices(Context context, String field, Function<String, E> choice) {
        try {
            return context.formParams(field).stream().map(choice).collect(Collectors.toSet());
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse("There is no such choice: " + field);
        }
    }

    private static <N> @Nullable N number(Context context, String field, Function<String, N> parser) {
        String text = field(context, field).strip();
        try {
            return text.isEmpty() ? null : parser.apply(text);
        } catch (NumberFormatException e) {
            throw new BadRequestResponse("A number is expected: " + field);
        }
    }

    /** A line each: {@code NAME=VALUE}. */
    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new HashMap<>();
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new BadRequestResponse("An attribute is NAME=VALUE: " + line);
            }
            attributes.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        });
        return attributes;
    }

    private void moveQueueUp(Context context) {
        queues.moveUp(context.pathParam("queue"), Guard.person(context));
        context.redirect(QUEUES, HttpStatus.SEE_OTHER);
    }

    private void removeQueue(Context context) throws RefusedException {
        queues.remove(context.pathParam("queue"), Guard.person(context));
        context.redirect(QUEUES, HttpStatus.SEE_OTHER);
    }

    private void showReasons(Context context) {
        views.render(context, "settings/reasons", "Reasons", Map.of("reasons", reasons.all()));
    }

    private void addReason(Context context) throws RefusedException {
        reasons.add(field(context, "name"), field(context, "policy"), Guard.person(context));
        context.redirect(REASONS, HttpStatus.SEE_OTHER);
    }

    private void removeReason(Context context) {
        reasons.remove(field(context, "name"), Guard.person(context));
        context.redirect(REASONS, HttpStatus.SEE_OTHER);
    }

    private void showChecks(Context context) {
        views.render(context, "settings/checks", "Checks", Map.of("shares", checks.shares()));
    }

    private void setChecks(Context context) {
        Shares shares;
        try {
            shares = new Shares(Forms.number(context, "golden"), Forms.number(context, "second"));
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse("A share is from 0 to 50 of a hundred.");
        }
        checks.setShares(shares, Guard.person(context));
        context.redirect(CHECKS, HttpStatus.SEE_OTHER);
    }

    private void showPrograms(Context context, String token) {
        views.render(context, "settings/programs", "Programs", Map.of("programs", tokens.all(), "token", token));
    }

    /** Shows the token on this page, and never again. */
    private void addProgram(Context context) throws RefusedException {
        String token = tokens.add(
                field(context, "name").strip(), choice(Role.class, field(context, "role")), Guard.person(context));
        showPrograms(context, token);
    }

    private void removeProgram(Context context) {
        tokens.remove(context.pathParam("program"), Guard.person(context));
        context.redirect(PROGRAMS, HttpStatus.SEE_OTHER);
    }
}
