package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.periodclose.Patience.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.periodclose.database.TestDatabase;

/** A place in the job's transactions where it waits until the test lets it go on. */
final class Gate implements AutoCloseable {
    private static final int SPACE = 4711;

    private final PostingContext context;
    private final int number;
    private final Connection keeper;

    /**
     * @param number sets the gates of a test apart
     * @param place when and where, as a trigger says it; {@code deferred}: in the commit
     */
    Gate(PostingContext context, int number, String place) throws SQLException {
        this.context = context;
        this.number = number;
        keeper = TestDatabase.dataSource(context.url).getConnection();
        say("select pg_advisory_lock(%d, %d)");
        context.jdbc
                .sql("""
                        create function gate_%2$d() returns trigger language plpgsql as $$
                        begin
                            perform pg_advisory_xact_lock_shared(%1$d, %2$d);
                            return new;
                        end $$;
                        create %4$s gate_%2$d %3$s execute function gate_%2$d()
                        """.formatted(SPACE, number, place, place.contains("deferred") ? "constraint trigger" : "trigger"))
                .update();
    }

    void awaitArrival() {
        await().untilAsserted(() -> assertThat(waiting()).isPositive());
    }

    /** How many wait here. */
    int waiting() {
        return context.jdbc
                .sql(
                        "select count(*) from pg_locks where locktype = 'advisory' and classid = :space and objid = :number and not granted")
                .param("space", SPACE)
                .param("number", number)
                .query(Integer.class)
                .single();
    }

    void open() throws SQLException {
        say("select pg_advisory_unlock(%d, %d)");
    }

    private void say(String sql) throws SQLException {
        try (Statement statement = keeper.createStatement()) {
            statement.execute(sql.formatted(SPACE, number));
        }
    }

    @Override
    public void close() throws SQLException {
        keeper.close();
    }
}
