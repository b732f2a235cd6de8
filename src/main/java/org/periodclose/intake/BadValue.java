package org.periodclose.intake;

/** A field has a value that is not valid, with the reason and the remedy. */
final class BadValue extends Exception {
    private static final long serialVersionUID = 1L;

    private final String remedy;
    private final String remedyWhereOptional;

    BadValue(String what, String remedy) {
        this(what, remedy, remedy);
    }

    /** A value with another remedy where the column may be empty. */
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
