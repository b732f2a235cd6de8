package org.periodclose.embedded;

/** How to connect to the embedded server. The password is in a file that only this user can read. */
public record ServerLogin(int port, String password) {
    static final String USER = "period_close";
    static final String DATABASE = "period_close";

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    public String user() {
        return USER;
    }

    @Override
    public String toString() {
        return jdbcUrl();
    }
}
