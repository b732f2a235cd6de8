package org.periodclose.web;

import java.util.Arrays;
import java.util.List;

/**
 * A field of a form.
 *
 * @param name as in the address; its words are under {@code input.NAME}
 * @param choices the words of a choice; the first is what it is if nothing is chosen
 * @param value at the beginning
 */
record Input(String name, Kind kind, boolean required, List<String> choices, String value) {
    /** How it is filled in. */
    enum Kind {
        TEXT,
        DATE,
        AMOUNT,
        CHOICE,
        FLAG,
        /** Several, one on a line. */
        LINES,
        FILE,
        /** Known from where one came from; only shown. */
        FIXED
    }

    Input {
        choices = List.copyOf(choices);
    }

    static Input text(String name) {
        return new Input(name, Kind.TEXT, false, List.of(), "");
    }

    static Input date(String name, Object value) {
        return new Input(name, Kind.DATE, false, List.of(), value.toString());
    }

    static Input amount(String name) {
        return new Input(name, Kind.AMOUNT, false, List.of(), "");
    }

    static Input flag(String name, boolean set) {
        return new Input(name, Kind.FLAG, false, List.of(), String.valueOf(set));
    }

    static Input lines(String name) {
        return new Input(name, Kind.LINES, false, List.of(), "");
    }

    static Input file(String name) {
        return new Input(name, Kind.FILE, false, List.of(), "");
    }

    static Input fixed(String name) {
        return new Input(name, Kind.FIXED, true, List.of(), "");
    }

    static Input choice(String name, List<String> choices) {
        return new Input(name, Kind.CHOICE, false, choices, choices.isEmpty() ? "" : choices.get(0));
    }

    /** One of the words of an enum; the first is the default. */
    static Input choice(String name, Enum<?>... words) {
        return choice(name, Arrays.stream(words).map(Enum::name).toList());
    }

    /** Nothing chosen leaves it to the company. */
    static Input optional(String name, Enum<?>... words) {
        List<String> choices = new java.util.ArrayList<>(List.of(""));
        Arrays.stream(words).map(Enum::name).forEach(choices::add);
        return choice(name, choices);
    }

    Input needed() {
        return new Input(name, kind, true, choices, value);
    }

    Input with(String given) {
        return new Input(name, kind, required, choices, given);
    }

    public String key() {
        return "input." + name;
    }
}
