package org.periodclose.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SchemaTest {
    @Test
    void a_fresh_database_has_every_table() {
        JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh());
        assertThat(jdbc.sql("select count(*) from settlement").query(Long.class).single())
                .isZero();
    }
}
