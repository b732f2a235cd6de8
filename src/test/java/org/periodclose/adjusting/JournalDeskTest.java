package org.periodclose.adjusting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.periodclose.adjusting.ProposingFixture.faults;
import static org.periodclose.core.settlement.AllocationPrinciple.QUANTITY;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periodclose.core.settlement.AdjustmentMethod;
import org.periodclose.core.settlement.JournalCard;

/** Journal NEW of company C: 0.19 spread by quantity over T1 to T4, the other side on account 44.01. */
class JournalDeskTest {
    private final ProposingFixture c = new ProposingFixture();

    @BeforeEach
    void aProposedJournal() {
        c.withCompany();
        c.jdbc.sql(
                        "insert into charges_code (company_id, charges_code, name, offset_account_id) values (1, 'FREIGHT', 'Freight', 4)")
                .update();
        c.proposing.propose(ProposingFixture.request(
                "NEW",
                AdjustmentMethod.amount(new BigDecimal("0.19"), QUANTITY),
                Selection.everything(),
                "44.01",
                "FREIGHT",
                false));
    }

    @Test
    void a_journal_is_read_with_its_lines_and_their_values() {
        JournalCard card = c.desk.card("C", "NEW");
        assertThat(List.of(card.status(), card.lines(), card.sum(), card.description(), card.madeBy()))
                .isEqualTo(List.of(
                        "OPEN", 4L, new BigDecimal("0.19"), "an amount of 0.19 by quantity", List.of("postgres")));
        assertThat(List.of(String.valueOf(card.offsetAccount()), String.valueOf(card.chargesCode())))
                .isEqualTo(List.of("44.01", "FREIGHT"));
        List<String> lines = new ArrayList<>();
        c.desk.readLines(
                "C",
                "NEW",
                Long.MAX_VALUE,
                line -> lines.add(line.itemNumber() + " " + line.transactionId() + " " + line.quantity() + " worth "
                        + line.value() + " " + line.amount()));
        assertThat(lines)
                .containsExactly(
                        "A1 T1 10 worth 100.00 0.10",
                        "A1 T2 5 worth 55.00 0.05",
                        "A2 T3 3 worth 30.00 0.03",
                        "B1 T4 1 worth 0.34 0.01");
        List<String> first = new ArrayList<>();
        c.desk.readLines("C", "NEW", 2, line -> first.add(String.valueOf(line.transactionId())));
        assertThat(first).containsExactly("T1", "T2");
    }

    @Test
    void its_maker_cannot_release_it() {
        assertThat(faults(() -> c.desk.release("C", "NEW")))
                .containsExactly(
                        "SAME_USER  journal \"NEW\" was made or changed by database user \"postgres\", who therefore cannot release it:"
                                + " let another database user run release");
        assertThat(c.desk.card("C", "NEW").releasedBy()).isNull();
    }

    @Test
    void only_an_open_journal_is_deleted_or_released_and_one_with_a_failed_run_stays() {
        assertThat(faults(() -> c.desk.delete("C", "EARLIER")))
                .containsExactly(
                        "JOURNAL_NOT_OPEN  journal \"EARLIER\" is POSTED and cannot be deleted: cancel its run (runs shows its number), then put the change into a new journal");
        assertThat(faults(() -> c.desk.release("C", "AT-WORK")))
                .containsExactly(
                        "JOURNAL_NOT_OPEN  journal \"AT-WORK\" is POSTING and cannot be released: end its run with abandon (runs shows its number), then run the same command again");
        c.jdbc.sql("""
                update posting_run set status = 'FAILED', ended_at = now() where id = 2;
                update adjustment_journal set status = 'OPEN' where id = 2
                """).update();
        assertThat(faults(() -> c.desk.delete("C", "AT-WORK")))
                .containsExactly(
                        "JOURNAL_NOT_OPEN  journal \"AT-WORK\" belongs to run 2, which failed and is kept as evidence:"
                                + " leave it empty instead: import adjustment_journals.csv with it and adjustments.csv without its lines; a journal without lines is never posted");
        assertThat(c.desk.delete("C", "NEW").lines()).isEqualTo(4);
        assertThat(c.jdbc.sql("select count(*) from adjustment")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void an_unknown_company_or_journal_is_reported() {
        assertThat(faults(() -> c.desk.card("X", "NEW")))
                .containsExactly("UNKNOWN_COMPANY  there is no company \"X\": import it, or correct --company");
        assertThat(faults(() -> c.desk.delete("C", "NO")))
                .containsExactly(
                        "UNKNOWN_JOURNAL  company \"C\" has no adjustment journal \"NO\": look at journals --company C");
    }
}
