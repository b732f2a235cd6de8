package org.periodclose.cli;

import picocli.CommandLine.TypeConversionException;

/** An option cannot have the value that it was given. */
final class WrongValue extends TypeConversionException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /** @param what follows the name of the option: {@code "abc" is not a date} */
    WrongValue(String what, String remedy) {
        super(what);
        this.remedy = remedy;
    }

    String what() {
        return String.valueOf(getMessage());
    }

    String remedy() {
        return remedy;
    }
}
