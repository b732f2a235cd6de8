package org.periodclose.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What every session of the program tells the server, whatever the address or a configuration file says: not to compile queries, and how to detect a client that has failed. A
 * host that disappears would otherwise keep its sessions, and the lock of its run, for the two hours of the server's operating system.
 */
final class SessionSettings {
    /** An idle session ends after 10 s + 3 x 5 s of silence, one with data under way after 30 s; a long statement of a dead client within 5 s. */
    static final Map<String, String> SETTINGS = settings();

    private final HikariDataSource pool;
    private final String others;

    /**
     * To be made before the pool opens its first connection.
     *
     * @param actAs the user that every session acts as; null: the one that it logs in as
     */
    SessionSettings(HikariDataSource pool, @Nullable String actAs) {
        this.pool = pool;
        // The line end closes a comment at the end of the others.
        this.others = Objects.requireNonNullElse(pool.getConnectionInitSql(), "") + "\n;\n"
                + (actAs == null ? "" : "set role \"" + actAs.replace("\"", "\"\"") + "\";\n");
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("tcp_keepalives_idle", "10");
        settings.put("tcp_keepalives_interval", "5");
        settings.put("tcp_keepalives_count", "3");
        settings.put("tcp_user_timeout", "30s");
        settings.put("client_connection_check_interval", "5s");
        // To compile the long query of a law takes ten times as long as to answer it.
        settings.put("jit", "off");
        return settings;
    }

    /** The settings come after all others. */
    void apply() {
        pool.setConnectionInitSql(others
                + SETTINGS.entrySet().stream()
                        .map(setting -> "set " + setting.getKey() + " = '" + setting.getValue() + "'")
                        .collect(Collectors.joining("; ")));
    }

    /** The same for a server that does not have one of them, or does not take it: it goes without. This takes more than a millisecond a session. */
    void applyAsFarAsPossible() {
        pool.setConnectionInitSql(others + asFarAsPossible(SETTINGS));
    }

    /** Whether the server has refused one of them (Windows, a compatible server). */
    static boolean areRefused(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && SETTINGS.keySet().stream()
                            .anyMatch(
                                    setting -> String.valueOf(sql.getMessage()).contains("\"" + setting + "\""))) {
                return true;
            }
        }
        return false;
    }

    static String asFarAsPossible(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> "array['" + setting.getKey() + "', '" + setting.getValue() + "']")
                .collect(Collectors.joining(", ", """
                        do $$
                        declare
                            setting text[];
                        begin
                            foreach setting slice 1 in array array[""", """
                        ] loop
                                begin
                                    perform set_config(setting[1], setting[2], false);
                                exception when undefined_object or invalid_parameter_value or insufficient_privilege
                                            or cant_change_runtime_param or feature_not_supported then
                                    null;
                                end;
                            end loop;
                        end $$"""));
    }
}
