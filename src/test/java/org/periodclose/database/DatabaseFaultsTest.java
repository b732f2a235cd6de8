package org.periodclose.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;

class DatabaseFaultsTest {
    private static final String URL = "jdbc:postgresql://db.example:5433/erp?user=u&password=secret";

    @ParameterizedTest
    @CsvSource({
        "28P01, WRONG_CONFIGURATION, the database at db.example:5433/erp refuses the user: why",
        "28000, WRONG_CONFIGURATION, the database at db.example:5433/erp refuses the user: why",
        "3D000, WRONG_CONFIGURATION, the database at db.example:5433/erp does not exist: why",
        "42501, WRONG_CONFIGURATION, the database at db.example:5433/erp does not permit that: why",
        "08001, DATABASE_UNREACHABLE, the database at db.example:5433/erp cannot be reached: why",
        "08006, DATABASE_UNREACHABLE, the database at db.example:5433/erp cannot be reached: why",
        "57P03, DATABASE_UNREACHABLE, the database at db.example:5433/erp is starting or stopping: why",
        "53300, DATABASE_UNREACHABLE, the database at db.example:5433/erp has no connection left: why",
    })
    void a_state_of_sql_has_a_fault_and_a_remedy(String state, FaultCode code, String message) {
        SQLException failure = new SQLException("FATAL: why. Check this and that.", state);
        Fault fault = DatabaseFaults.of(new IllegalStateException("at start", failure), URL, DatabaseFaults.SETTINGS)
                .orElseThrow();
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.message()).isEqualTo(message);
        assertThat(fault.remedy()).isNotBlank();
    }

    @Test
    void a_pool_that_waits_in_vain_is_an_unreachable_database_and_the_cause_says_why() {
        SQLException refused = new SQLException("Connection to db.example:5433 refused. Check it.", "08001");
        SQLException pool = new SQLTransientConnectionException("period-close - Connection is not available", refused);
        assertThat(DatabaseFaults.of(pool, URL, DatabaseFaults.SETTINGS).orElseThrow())
                .hasToString(
                        "DATABASE_UNREACHABLE  the database at db.example:5433/erp cannot be reached: Connection to"
                                + " db.example:5433 refused: start the server, or check SPRING_DATASOURCE_URL,"
                                + " SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD");
    }

    @Test
    void a_refusal_keeps_its_own_words() {
        Refused refused = new Refused(FaultCode.PERIOD_NOT_OPEN, "not open", "open it");
        assertThat(DatabaseFaults.of(new IllegalStateException(refused))).contains(refused.first());
    }

    @Test
    void other_failures_are_not_of_the_database() {
        assertThat(DatabaseFaults.of(new SQLException("a check failed", "23514")))
                .isEmpty();
        assertThat(DatabaseFaults.of(new IllegalStateException("a bug"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://h:1/d, h:1/d",
        "jdbc:postgresql://h:1/d?password=secret, h:1/d",
        "jdbc:postgresql://u:secret@h/d, h/d",
        "jdbc:postgresql:d, localhost/d",
        "jdbc:postgresql://a:1#b:2/d?password=secret, a:1#b:2/d",
        "jdbc:postgresql://h/d?password=se cret, h/d",
    })
    void a_place_does_not_show_a_password(String url, String place) {
        // Commas part the columns of this table, and the hosts of an address.
        assertThat(DatabaseFaults.place(url.replace('#', ','))).isEqualTo(place.replace('#', ','));
    }
}
