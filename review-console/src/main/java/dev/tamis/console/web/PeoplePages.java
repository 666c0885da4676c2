package dev.tamis.console.web;

import dev.tamis.console.security.People;
import dev.tamis.console.security.Person;
import dev.tamis.console.security.Role;
import dev.tamis.console.security.UnusableCredentialsException;
import dev.tamis.console.security.Veil;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Objects;

/** Who uses the console, for administrators; and for everyone how images are shown to them. */
final class PeoplePages {
    private final Views views;
    private final People people;

    PeoplePages(Views views, People people) {
        this.views = views;
        this.people = people;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/people", context -> show(context, "", ""), Access.ADMIN)
                .post("/people", this::add, Access.ADMIN)
                .post("/people/{name}/role", this::setRole, Access.ADMIN)
                .post("/people/{name}/disable", this::disable, Access.ADMIN)
                .post("/me/veil", this::setVeil, Access.VIEWER);
    }

    private void show(Context context, String name, String problem) {
        views.render(
                context, "page/people", "People", Map.of("people", people.all(), "name", name, "problem", problem));
    }

    private void add(Context context) {
        String name = field(context, "name");
        try {
            people.add(
                    name,
                    choice(Role.class, field(context, "role")),
                    field(context, "password"),
                    Guard.person(context).name());
            context.redirect("/people", HttpStatus.SEE_OTHER);
        } catch (UnusableCredentialsException e) {
            context.status(HttpStatus.BAD_REQUEST);
            show(context, name, Objects.requireNonNull(e.getMessage()));
        }
    }

    private void setRole(Context context) {
        people.setRole(
                other(context),
                choice(Role.class, field(context, "role")),
                Guard.person(context).name());
        context.redirect("/people", HttpStatus.SEE_OTHER);
    }

    private void disable(Context context) {
        people.disable(other(context), Guard.person(context).name());
        context.redirect("/people", HttpStatus.SEE_OTHER);
    }

    /** Someone else: an administrator who locks themselves out may be the last one. */
    private static String other(Context context) {
        String name = context.pathParam("name");
        if (name.equals(Guard.person(context).name())) {
            throw new BadRequestResponse("Another administrator does this to you.");
        }
        return name;
    }

    private void setVeil(Context context) {
        Person person = Guard.person(context);
        people.setVeil(person, choice(Veil.class, field(context, "veil")));
        context.redirect("/queues", HttpStatus.SEE_OTHER);
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String name) {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse("There is no such choice.");
        }
    }

    private static String field(Context context, String name) {
        return Objects.requireNonNullElse(context.formParam(name), "");
    }
}
