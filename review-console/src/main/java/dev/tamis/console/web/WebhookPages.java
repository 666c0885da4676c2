package dev.tamis.console.web;

import dev.tamis.console.security.RefusedException;
import dev.tamis.console.webhook.Webhooks;
import dev.tamis.console.webhook.Webhooks.Added;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.function.LongConsumer;

/** Systems that are told of decisions, for administrators. */
final class WebhookPages {
    private static final String PATH = "/settings/webhooks";

    private final Views views;
    private final Webhooks webhooks;
    private final LongConsumer callNow;

    /** @param callNow lets a webhook, by its id, be called now and from now on */
    WebhookPages(Views views, Webhooks webhooks, LongConsumer callNow) {
        this.views = views;
        this.webhooks = webhooks;
        this.callNow = callNow;
    }

    void addTo(RoutesConfig routes) {
        routes.get(PATH, context -> show(context, ""), Access.ADMIN)
                .post(PATH, this::add, Access.ADMIN)
                .post(PATH + "/{webhook}/call", this::call, Access.ADMIN)
                .post(PATH + "/{webhook}/skip", this::skip, Access.ADMIN)
                .post(PATH + "/{webhook}/remove", this::remove, Access.ADMIN);
    }

    private void show(Context context, String secret) {
        views.render(context, "settings/webhooks", "Webhooks", Map.of("webhooks", webhooks.all(), "secret", secret));
    }

    /** Shows the secret on this page, and never again. */
    private void add(Context context) throws RefusedException {
        Added added = webhooks.add(Forms.field(context, "url"), Guard.person(context));
        callNow.accept(added.id());
        show(context, added.secret());
    }

    private void call(Context context) {
        callNow.accept(Forms.id(context, "webhook"));
        context.redirect(PATH, HttpStatus.SEE_OTHER);
    }

    private void skip(Context context) {
        long webhook = Forms.id(context, "webhook");
        webhooks.skip(webhook, Guard.person(context));
        callNow.accept(webhook);
        context.redirect(PATH, HttpStatus.SEE_OTHER);
    }

    private void remove(Context context) {
        webhooks.remove(Forms.id(context, "webhook"), Guard.person(context));
        context.redirect(PATH, HttpStatus.SEE_OTHER);
    }
}
