package org.periodclose.desk;

/** What a user of the console is after the database has checked the password. */
public final class SignIn {
    private SignIn() {}

    /**
     * A user who has signed in.
     *
     * @param name the database user; the same word is in the journals, releases and runs of this user
     */
    public record Account(String name, UserRole role) {}
}
