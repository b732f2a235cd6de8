package org.periodclose.contract;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.periodclose.database.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One database of the tests, looked at from outside the program. */
public record Books(String url) {
    private static final AtomicInteger COPIES = new AtomicInteger();

    public static Books empty() {
        return new Books(TestDatabase.freshUrl());
    }

    public JdbcClient sql() {
        return JdbcClient.create(TestDatabase.dataSource(url));
    }

    /** The same books once more, to try something else on them. */
    Books copy() {
        String name = sql().sql("select current_database()").query(String.class).single();
        String copy = "copy_" + COPIES.incrementAndGet();
        String server = url.replace("/" + name, "/postgres");
        JdbcClient.create(TestDatabase.dataSource(server))
                .sql("create database " + copy + " template " + name + " strategy file_copy")
                .update();
        return new Books(url.replace("/" + name, "/" + copy));
    }

    /** A fingerprint of every table, by its name: equal maps are equal books. Whose turn it was is no part of them. */
    Map<String, String> fingerprints() {
        Map<String, String> fingerprints = new TreeMap<>();
        for (String table : sql().sql("""
                        select table_name
                          from information_schema.tables
                         where table_schema = 'period_close' and table_type = 'BASE TABLE' and table_name not like 'databasechangelog%' and table_name <> 'run_lock'
                        """).query(String.class).list()) {
            fingerprints.put(
                    table,
                    sql().sql(
                                    "select count(*) || ' ' || coalesce(md5(string_agg(t::text, chr(10) order by t::text collate \"C\")), '') from "
                                            + table + " t")
                            .query(String.class)
                            .single());
        }
        return fingerprints;
    }
}
