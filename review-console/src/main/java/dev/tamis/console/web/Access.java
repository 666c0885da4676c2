package dev.tamis.console.web;

import dev.tamis.console.security.Role;
import io.javalin.security.RouteRole;
import org.jspecify.annotations.Nullable;

/** Who may ask for a route. A route without one is refused to everyone. */
enum Access implements RouteRole {
    ANYONE(null),
    VIEWER(Role.VIEWER),
    REVIEWER(Role.REVIEWER),
    LEAD(Role.LEAD),
    ADMIN(Role.ADMIN);

    private final @Nullable Role role;

    Access(@Nullable Role role) {
        this.role = role;
    }

    /** The least role that may; null where nobody needs to be logged in. */
    @Nullable Role role() {
        return role;
    }
}
