package dev.tamis.training.report;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/** A Markdown page with tables as a page for a browser. */
public final class MarkdownPage {
    private static final List<Extension> TABLES = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
    private static final HtmlRenderer HTML = HtmlRenderer.builder()
            .extensions(TABLES)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .build();
    private static final TextContentRenderer TEXT =
            TextContentRenderer.builder().build();

    private MarkdownPage() {}

    /**
     * The page's HTML.
     *
     * @param markdown starts with a heading, the title
     */
    public static String of(String markdown) {
        Node document = PARSER.parse(markdown);
        if (!(document.getFirstChild() instanceof Heading heading)) {
            throw new IllegalArgumentException("a page that starts with its title expected, found " + markdown);
        }
        String title = TEXT.render(heading);
        heading.unlink();
        return Page.of(title, HTML.render(document));
    }
}
