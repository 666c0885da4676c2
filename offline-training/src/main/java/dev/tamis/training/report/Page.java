package dev.tamis.training.report;

import java.util.Map;

/** A HTML page that a browser shows as it is, without a network: style and charts are inside. */
public final class Page {
    private Page() {}

    /**
     * The page.
     *
     * @param title in the browser's tab and at the top
     * @param body HTML
     */
    public static String of(String title, String body) {
        return Template.html(Page.class, "page.html.mustache", Map.of("title", title, "body", body));
    }
}
