package dev.tamis.console.web;

import static dev.tamis.console.web.Forms.choice;
import static dev.tamis.console.web.Forms.field;

import dev.tamis.console.security.People;
import dev.tamis.console.security.Person;
import dev.tamis.console.security.RefusedException;
import dev.tamis.console.security.Role;
import dev.tamis.console.security.UnusableCredentialsException;
import dev.tamis.console.security.Veil;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** Who uses the console, for administrators; and for everyone how images are shown to them. */
final class PeoplePages {
    private final Views views;
    private final People people;
    private final RateLimit changes = new RateLimit(10, Duration.ofMinutes(5));

    PeoplePages(Views views, People people) {
        this.views = views;
        this.people = people;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/people", context -> show(context, "", ""), Access.ADMIN)
                .post("/people", this::add, Access.ADMIN)
                .post("/people/{name}/role", this::setRole, Access.ADMIN)
                .post("/people/{name}/disable", this::disable, Access.ADMIN)
                .post("/people/{name}/enable", this::enable, Access.ADMIN)
                .post("/people/{name}/password", this::resetPassword, Access.ADMIN)
                .get("/me", context -> showMe(context, "", context.queryParam("done") != null), Access.VIEWER)
                .post("/me/veil", this::setVeil, Access.VIEWER)
                .post("/me/password", this::changePassword, Access.VIEWER);
    }

    private void show(Context context, String name, String problem) {
        views.render(
                context,
                "page/people",
                "People",
                Map.of("people", people.all(), "disabled", people.disabled(), "name", name, "problem", problem));
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

    private void enable(Context context) {
        people.enable(other(context), Guard.person(context).name());
        context.redirect("/people", HttpStatus.SEE_OTHER);
    }

    private void resetPassword(Context context) throws RefusedException {
        people.setPassword(
                other(context),
                field(context, "password"),
                Guard.person(context).name());
        context.redirect("/people", HttpStatus.SEE_OTHER);
    }

    private void showMe(Context context, String problem, boolean done) {
        views.render(context, "page/me", Guard.person(context).name(), Map.of("problem", problem, "done", done));
    }

    /** Ends every session of the person, this one too. */
    private void changePassword(Context context) {
        String name = Guard.person(context).name();
        if (!changes.allows(name)
                || people.authenticate(name, field(context, "old")).isEmpty()) {
            context.status(HttpStatus.FORBIDDEN);
            showMe(context, "That is not the password that you have.", false);
            return;
        }
        try {
            people.setPassword(name, field(context, "new"), name);
            context.redirect("/login", HttpStatus.SEE_OTHER);
        } catch (RefusedException e) {
            context.status(HttpStatus.BAD_REQUEST);
            showMe(context, Objects.requireNonNull(e.getMessage()), false);
        }
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
        context.redirect("/me?done", HttpStatus.SEE_OTHER);
    }
}
