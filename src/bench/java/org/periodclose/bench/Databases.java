package org.periodclose.bench;

import java.sql.SQLException;
import javax.sql.DataSource;
import liquibase.exception.LiquibaseException;
import org.periodclose.database.Schema;

/** Schema migration without checked exceptions. */
final class Databases {
    private Databases() {}

    static void migrate(DataSource dataSource) {
        try {
            Schema.migrate(dataSource);
        } catch (SQLException | LiquibaseException e) {
            throw new IllegalStateException(e);
        }
    }
}
