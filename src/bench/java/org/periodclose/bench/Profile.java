package org.periodclose.bench;

import org.springframework.jdbc.core.simple.JdbcClient;

/** With {@code -Dbench.profile=true}: the statements of a contender that take longest, by pg_stat_statements. */
final class Profile {
    private static final boolean WANTED = Boolean.getBoolean("bench.profile");

    private Profile() {}

    static void begin(JdbcClient jdbc) {
        if (WANTED) {
            jdbc.sql("create extension if not exists pg_stat_statements").update();
            jdbc.sql("select pg_stat_statements_reset()").query().singleRow();
        }
    }

    static void print(JdbcClient jdbc) {
        if (WANTED) {
            jdbc.sql("""
                            select format('%s ms  planning %s ms  %s calls  %s rows  %s kB of log  %s',
                                          lpad(round(total_exec_time)::text, 7), round(total_plan_time), lpad(calls::text, 5), rows, trunc(wal_bytes / 1024),
                                          left(regexp_replace(query, '\\s+', ' ', 'g'), 130))
                              from pg_stat_statements
                             where dbid = (select oid from pg_database where datname = current_database())
                             order by total_exec_time + total_plan_time desc
                             limit 30
                            """).query(String.class).list().forEach(System.err::println);
        }
    }
}
