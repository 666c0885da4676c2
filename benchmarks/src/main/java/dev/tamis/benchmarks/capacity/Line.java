package dev.tamis.benchmarks.capacity;

import dev.tamis.benchmarks.figure.Spread;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * A figure of a plan.
 *
 * @param section that it stands in
 * @param what it is
 * @param figure in its unit, with the range that follows from the rounds of the measurements
 * @param unit for a person
 * @param how it was reckoned
 */
public record Line(String section, String what, Spread figure, Unit unit, String how) {
    private static final int DIGITS = 3;
    private static final double STEP = 1000;
    private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P", "E"};

    /** What a figure counts. */
    public enum Unit {
        COUNT(""),
        /** What is to be set or bought: to the last digit. */
        WHOLE(""),
        CORES(" cores"),
        BYTES("B"),
        BYTES_PER_SECOND("B/s"),
        PER_SECOND("/s"),
        MONEY("");

        private final String sign;

        Unit(String sign) {
            this.sign = sign;
        }

        private boolean isScaled() {
            return this == BYTES || this == BYTES_PER_SECOND;
        }

        private String text(double value) {
            return switch (this) {
                case BYTES, BYTES_PER_SECOND -> scaled(value);
                case WHOLE -> String.format(Locale.ROOT, "%,.0f", value);
                default -> digits(value);
            };
        }

        private String scaled(double value) {
            int prefix = 0;
            double rest = value;
            while (rest >= STEP && prefix < PREFIXES.length - 1) {
                rest /= STEP;
                prefix++;
            }
            return digits(rest) + " " + PREFIXES[prefix] + sign;
        }
    }

    static Line exact(String section, String what, double figure, Unit unit, String how) {
        return new Line(section, what, Spread.exactly(figure), unit, how);
    }

    /** For example {@code 1,230 (1,100 to 1,400) cores}; without the range where there is none to see. */
    public String text() {
        String mean = unit.text(figure.mean());
        String least = unit.text(figure.least());
        String most = unit.text(figure.most());
        return (least.equals(most) ? mean : "%s (%s to %s)".formatted(mean, least, most))
                + (unit.isScaled() ? "" : unit.sign);
    }

    /** Three digits and no more, since no figure is known better. */
    static String digits(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_UP));
        int decimals = Math.max(0, rounded.stripTrailingZeros().scale());
        return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
    }
}
