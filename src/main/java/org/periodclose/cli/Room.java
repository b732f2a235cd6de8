package org.periodclose.cli;

/** Rooms that are named until they are there. */
enum Room {
    DATABASE("org.periodclose.database.DatabaseConfiguration");

    private final String configuration;

    Room(String configuration) {
        this.configuration = configuration;
    }

    Class<?> configuration() {
        try {
            return Class.forName(configuration);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(configuration + " is not there yet", e);
        }
    }
}
