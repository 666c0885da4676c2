package dev.tamis.console.security;

/**
 * A person who is logged in, at one browser.
 *
 * @param csrfToken what a request that changes anything must bring along, since no other site can know it
 */
public record Session(Person person, String csrfToken) {}
