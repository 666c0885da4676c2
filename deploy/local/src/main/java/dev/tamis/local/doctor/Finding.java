package dev.tamis.local.doctor;

/**
 * One thing that was looked at. Written as JSON.
 *
 * @param what what was looked at
 * @param state whether it will do
 * @param found what was found; for a problem also what to do
 */
public record Finding(String what, State state, String found) {
    /** Whether something will do. */
    public enum State {
        OK,
        PROBLEM
    }

    static Finding ok(String what, String found) {
        return new Finding(what, State.OK, found);
    }

    static Finding problem(String what, String found) {
        return new Finding(what, State.PROBLEM, found);
    }

    /** OK where the condition holds, otherwise a problem with what to do. */
    static Finding need(boolean met, String what, String found, String remedy) {
        return met ? ok(what, found) : problem(what, found + "; " + remedy);
    }
}
