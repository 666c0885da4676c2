package dev.tamis.local.report;

import dev.tamis.local.report.OutcomeRow.Result;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** The outcomes as a table for a terminal: as many as a person reads, what needs attention first. */
public record OutcomeTable(List<OutcomeRow> rows, Ansi ansi) {
    /** Most lines. */
    static final int MAX_ROWS = 40;

    private static final int IMAGE_WIDTH = 34;
    private static final int RESULT_WIDTH = 12;
    private static final int SCORE_WIDTH = 8;
    private static final int TIME_WIDTH = 9;
    private static final int WHY_WIDTH = 57;

    public OutcomeTable {
        rows = List.copyOf(rows);
    }

    /** How many outcomes the table leaves out. */
    public int omitted() {
        return Math.max(0, rows.size() - MAX_ROWS);
    }

    @Override
    public String toString() {
        TextTable table = TextTable.forColumns(
                ansi,
                new Column(IMAGE_WIDTH, 0, Overflow.TRUNCATE),
                new Column(RESULT_WIDTH, 1, Overflow.TRUNCATE),
                new Column(SCORE_WIDTH, 1, Overflow.TRUNCATE),
                new Column(TIME_WIDTH, 1, Overflow.TRUNCATE),
                new Column(WHY_WIDTH, 1, Overflow.WRAP));
        table.addRowValues("IMAGE", "VERDICT", "SCORE", "TIME", "WHY");
        rows.stream().limit(MAX_ROWS).forEach(row -> addTo(table, row));
        return table.toString();
    }

    private static void addTo(TextTable table, OutcomeRow row) {
        Double score = row.score();
        Duration delay = row.delay();
        table.addRowValues(
                tail(row.image()),
                coloured(row.result()),
                score == null ? "" : "%.3f".formatted(score),
                delay == null ? "" : "%.1f s".formatted(delay.toMillis() / 1000.0),
                row.why());
    }

    /** The end of a path tells files apart, its beginning does not. */
    private static String tail(String image) {
        int most = IMAGE_WIDTH - 1;
        return image.length() <= most ? image : "…" + image.substring(image.length() - most + 1);
    }

    private static String coloured(Result result) {
        String style = switch (result) {
            case UNSENT, LOST -> "bold,red";
            case GENERATED -> "red";
            case UNCERTAIN -> "yellow";
            case AUTHENTIC -> "green";
            case REJECTED -> "faint";
        };
        return "@|%s %s|@".formatted(style, result);
    }
}
