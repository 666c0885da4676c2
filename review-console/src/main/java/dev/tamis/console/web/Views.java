package dev.tamis.console.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Renders templates; they escape whatever they show by where it stands. */
final class Views {
    private static final Set<String> CHARTED = Set.of("page/quality", "page/model");

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.tamis.console.template");

    /**
     * Answers with a page.
     *
     * @param template without its ending
     */
    void render(Context context, String template, String title, Map<String, ?> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("page", new Page(title, Guard.sessionOrNull(context), CHARTED.contains(template)));
        html(context, text(template, all));
    }

    /** Answers with a part of a page. */
    void renderPart(Context context, String template, Map<String, ?> parameters) {
        html(context, text(template, new HashMap<>(parameters)));
    }

    private static void html(Context context, String page) {
        context.contentType("text/html; charset=utf-8").result(page);
    }

    private String text(String template, Map<String, Object> parameters) {
        StringOutput out = new StringOutput();
        engine.render(template + ".jte", parameters, out);
        return out.toString();
    }
}
