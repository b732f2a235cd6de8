package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.periodclose.core.fault.Fault;

/**
 * Who takes the other side of a line: the line's offset account, else that of its charges code, else the journal's offset account, else that of
 * the journal's charges code, else PROFIT (91.1) or LOSS (91.2). Company C of the fixture: T1 +100, T2 -30, T3 -20, T4 +50, T5 -50.
 */
class OffsetAccountTest {
    private static final String SETTLED = """
            select t.transaction_id || ' D ' || d.main_account || ' K ' || c.main_account || ' ' || trunc(s.amount)
              from settlement s
              join inventory_transaction t on t.id = s.inventory_transaction_id
              join main_account d on d.id = s.debit_account_id
              join main_account c on c.id = s.credit_account_id
             order by t.transaction_id
            """;

    private static PostingContext companyWithFreight() {
        PostingContext context = new PostingContext().withSmallCompany();
        context.jdbc.sql("""
                insert into main_account (company_id, main_account, name, type)
                values (1, '44.01', 'Freight', 'PROFIT_AND_LOSS'), (1, '44.02', 'Duty', 'PROFIT_AND_LOSS');
                insert into charges_code (company_id, charges_code, name, offset_account_id) values (1, 'FREIGHT', 'Freight', 4), (1, 'DUTY', 'Duty', 5)
                """).update();
        return context;
    }

    private static String settled(PostingContext context) {
        return context.jdbc.sql(SETTLED).query(String.class).stream().collect(Collectors.joining("; "));
    }

    @Test
    void the_offset_account_of_a_journal_takes_the_other_side_of_gains_and_losses() {
        try (PostingContext context = companyWithFreight()) {
            context.jdbc
                    .sql("update adjustment_journal set offset_account_id = 4, charges_code_id = 2")
                    .update();
            assertThat(context.post(PostingContext.request("C", "J")))
                    .containsExactly(new RunResult.Posted(1, false, 0));
            assertThat(settled(context))
                    .isEqualTo(
                            "T1 D 41 K 44.01 100; T2 D 41 K 44.01 -30; T3 D 41 K 44.01 -20; T4 D 41 K 44.01 50; T5 D 41 K 44.01 -50");
            assertThat(context.jdbc
                            .sql("select distinct profit_item_code || ' ' || loss_item_code from run_item")
                            .query(String.class)
                            .list())
                    .containsExactly("JOURNAL JOURNAL");
        }
    }

    @Test
    void a_line_goes_before_its_journal_and_an_account_before_a_charges_code() {
        try (PostingContext context = companyWithFreight()) {
            context.jdbc.sql("""
                    update adjustment_journal set charges_code_id = 1;
                    update adjustment set charges_code_id = 2 where inventory_transaction_id in (1, 2);
                    update adjustment set offset_account_id = 3 where inventory_transaction_id in (2, 3)
                    """).update();
            assertThat(context.post(PostingContext.request("C", "J")))
                    .containsExactly(new RunResult.Posted(1, false, 0));
            assertThat(settled(context))
                    .isEqualTo(
                            "T1 D 41 K 44.02 100; T2 D 41 K 91.2 -30; T3 D 41 K 91.2 -20; T4 D 41 K 44.01 50; T5 D 41 K 44.01 -50");
        }
    }

    @Test
    void an_offset_account_that_is_the_inventory_account_or_of_another_company_is_refused() {
        try (PostingContext context = companyWithFreight()) {
            context.jdbc.sql("""
                    update adjustment set offset_account_id = 1 where inventory_transaction_id = 1;
                    update adjustment set offset_account_id = 99 where inventory_transaction_id = 2
                    """).update();
            RunResult result = context.post(PostingContext.request("C", "J")).get(0);
            assertThat(((RunResult.NotPosted) result).faults().stream().map(Fault::toString))
                    .isEqualTo(
                            List.of(
                                    "SAME_ACCOUNT  transaction \"T1\" of item \"A1\" has its inventory account also as offset account:"
                                            + " give the line or its journal another offset account, then run post again",
                                    "UNKNOWN_ACCOUNT  the offset account of the line of transaction \"T2\" is not a main account of the company:"
                                            + " import the line again with a main account of the company as offset_account, then run post again"));
        }
    }
}
