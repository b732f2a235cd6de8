package org.periodclose.intake;

/** A field cannot be what it says; carries what is wrong and what to do. */
final class BadValue extends Exception {
    private static final long serialVersionUID = 1L;

    private final String remedy;
    private final String remedyWhereOptional;

    BadValue(String what, String remedy) {
        this(what, remedy, remedy);
    }

    /** A value that has another remedy in a column that may be empty. */
    BadValue(String what, String remedy, String remedyWhereOptional) {
        super(what, null, false, false);
        this.remedy = remedy;
        this.remedyWhereOptional = remedyWhereOptional;
    }

    /** The same with a further reason. */
    BadValue with(String reason) {
        return new BadValue(what() + "; " + reason, remedy, remedyWhereOptional);
    }

    String what() {
        return String.valueOf(getMessage());
    }

    String remedy(boolean required) {
        return required ? remedy : remedyWhereOptional;
    }
}
