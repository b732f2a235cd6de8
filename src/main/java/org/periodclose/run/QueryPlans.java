package org.periodclose.run;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How PostgreSQL plans the queries of a journal. For small journals it may keep a plan, because planning takes longer than the work; for a large
 * one it must plan for the rows that are there, or it would look up millions of rows one by one as it did for the small ones.
 */
public final class QueryPlans {
    private static final long LARGE = 20_000;

    private QueryPlans() {}

    static boolean isLarge(long lines) {
        return lines >= LARGE;
    }

    /** Until the end of the caller's transaction. */
    static void suit(JdbcClient jdbc, long lines) {
        if (isLarge(lines)) {
            jdbc.sql("set local plan_cache_mode = force_custom_plan").update();
        }
    }

    /** Statistics on rows that have just been written; without them PostgreSQL takes them for a handful. */
    public static void refreshStatistics(JdbcClient jdbc, String table, long lines) {
        if (isLarge(lines)) {
            refreshStatistics(jdbc, table);
        }
    }

    /** The same for tables that are joined with each other: a thousand rows taken for one are a million steps. */
    public static void refreshStatistics(JdbcClient jdbc, String table) {
        jdbc.sql("analyze (skip_locked) " + table).update();
    }
}
