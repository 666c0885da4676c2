package dev.tamis.console.web;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.Objects;
import java.util.UUID;

/** Reads what a form or a path says; what cannot be read is the answer to whoever sent it. */
final class Forms {
    private Forms() {}

    /** A field; empty where it is not there. */
    static String field(Context context, String name) {
        return Objects.requireNonNullElse(context.formParam(name), "");
    }

    static <E extends Enum<E>> E choice(Class<E> type, String name) {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse("There is no such choice: " + name);
        }
    }

    static int number(Context context, String field) {
        try {
            return Integer.parseInt(field(context, field).strip());
        } catch (NumberFormatException e) {
            throw new BadRequestResponse("A number is expected: " + field);
        }
    }

    /** A number in a path, as the thing that it names. */
    static long id(Context context, String parameter) {
        try {
            return Long.parseLong(context.pathParam(parameter));
        } catch (NumberFormatException e) {
            throw new NotFoundResponse("There is no such " + parameter + ".");
        }
    }

    static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NotFoundResponse("There is no such decision.");
        }
    }
}
