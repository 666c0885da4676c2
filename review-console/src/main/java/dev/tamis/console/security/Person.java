package dev.tamis.console.security;

/**
 * Someone who may use the console.
 *
 * @param name what the person logs in with; decisions and the audit log say it
 * @param veil how images are shown to this person
 */
public record Person(long id, String name, Role role, Veil veil) {
    public boolean may(Role role) {
        return this.role.covers(role);
    }
}
