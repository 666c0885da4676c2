package dev.tamis.console.web;

/** Texts of anyone in CSV files, which spreadsheets open. */
final class Csv {
    private static final String BEGINS_FORMULA = "=+-@\t\r";

    private Csv() {}

    /** No formula to a spreadsheet. */
    static String text(String text) {
        return text.isEmpty() || BEGINS_FORMULA.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }
}
