package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.periodclose.adjusting.PostRequest;
import org.periodclose.core.fault.Fault;
import org.periodclose.database.Schema;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Journal J of company C is made by postgres; anna and boris may work on it, too. */
class FourEyesTest {
    private static final String RELEASE =
            "update adjustment_journal set released_by = 'somebody', released_at = now() where id = 1";

    private static PostingContext companyWithFourEyes() {
        PostingContext context = new PostingContext().withSmallCompany();
        wantedIn(context);
        return context;
    }

    /** The company wants four eyes, and there are the operators anna and boris. */
    static void wantedIn(PostingContext context) {
        context.jdbc.sql("""
                do $$
                declare
                    name text;
                begin
                    foreach name in array array['anna', 'boris'] loop
                        if to_regrole(name) is null then
                            execute format('create role %I login', name);
                            execute format('grant period_close_operator to %I', name);
                        end if;
                    end loop;
                end $$;
                update company set four_eyes = true
                """).update();
    }

    static JdbcClient as(String user, PostingContext context) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(context.url.replaceFirst("\\?.*", ""));
        dataSource.setUser(user);
        dataSource.setCurrentSchema(Schema.NAME);
        return JdbcClient.create((DataSource) dataSource);
    }

    private static List<String> refusals(PostingContext context) {
        return context.post(PostingContext.request("C", "J")).stream()
                .filter(RunResult.NotPosted.class::isInstance)
                .flatMap(result -> ((RunResult.NotPosted) result).faults().stream())
                .map(Fault::toString)
                .toList();
    }

    private static List<String> releasedBy(PostingContext context) {
        return context.jdbc
                .sql(
                        "select coalesce(released_by, 'nobody') || ' of ' || array_to_string(made_by, '+') from adjustment_journal")
                .query(String.class)
                .list();
    }

    @Test
    void post_takes_a_journal_only_after_another_database_user_has_released_it() {
        try (PostingContext context = companyWithFourEyes()) {
            assertThat(refusals(context))
                    .containsExactly(
                            "NOT_RELEASED  journal \"J\" was made by \"postgres\" and company \"C\" posts only what another database user has"
                                    + " released: let another database user look at it and run release --company C --journal J, then run post again");
            as("anna", context).sql(RELEASE).update();
            assertThat(releasedBy(context)).containsExactly("anna of postgres");
            assertThat(context.post(PostingContext.request("C", "J")))
                    .singleElement()
                    .isInstanceOf(RunResult.Posted.class);
        }
    }

    @Test
    void a_plan_may_be_looked_at_before_the_release() {
        try (PostingContext context = companyWithFourEyes()) {
            PostRequest request = PostingContext.request("C", "J");
            assertThat(context.post(new PostRequest(
                            request.company(),
                            request.journals(),
                            request.postingDate(),
                            request.specification(),
                            null,
                            null,
                            null,
                            true,
                            null,
                            false,
                            request.today())))
                    .singleElement()
                    .isInstanceOf(RunResult.Planned.class);
        }
    }

    @Test
    void who_made_or_changed_a_journal_cannot_release_it_whatever_program_is_used() {
        try (PostingContext context = companyWithFourEyes()) {
            assertThatThrownBy(() -> context.jdbc.sql(RELEASE).update())
                    .hasMessageContaining("released_by_another_user");
            as("anna", context)
                    .sql("update adjustment set amount = 99.00 where inventory_transaction_id = 1")
                    .update();
            assertThatThrownBy(() -> as("anna", context).sql(RELEASE).update())
                    .hasMessageContaining("released_by_another_user");
            assertThatThrownBy(() -> as("anna", context)
                            .sql("update adjustment_journal set made_by = '{postgres}'")
                            .update())
                    .hasMessageContaining("who made it is never forgotten");
            as("boris", context).sql(RELEASE).update();
            assertThat(releasedBy(context)).containsExactly("boris of postgres+anna");
        }
    }

    @Test
    void a_change_takes_the_release_back() {
        try (PostingContext context = companyWithFourEyes()) {
            for (String change : List.of(
                    "update adjustment set amount = 98.00 where inventory_transaction_id = 1",
                    "delete from adjustment where inventory_transaction_id = 1",
                    "insert into adjustment values (1, 1, 1, 97.00)",
                    "update adjustment_journal set offset_account_id = 3")) {
                as("anna", context).sql(RELEASE).update();
                assertThat(releasedBy(context)).containsExactly("anna of postgres");
                context.jdbc.sql(change).update();
                assertThat(releasedBy(context)).as(change).containsExactly("nobody of postgres");
            }
            assertThat(refusals(context)).singleElement().asString().startsWith("NOT_RELEASED");
        }
    }

    @Test
    void the_database_itself_refuses_a_run_of_an_unreleased_journal() {
        try (PostingContext context = companyWithFourEyes()) {
            assertThatThrownBy(() -> context.jdbc.sql("""
                            insert into posting_run (type, status, company_id, journal_id, currency_layer, currency, decimals, posting_date, specification,
                                                     update_ledger, storno, skip_invalid, planned, started_by, started_at)
                            values ('TRANSACTION_ADJUSTMENT', 'RUNNING', 1, 1, 'ACCOUNTING', 'USD', 2, '2025-10-31', 'TOTAL', true, true, false,
                                    5, 'me', now())
                            """).update())
                    .hasMessageContaining("adjustment journal J is not released by a second database user");
        }
    }
}
