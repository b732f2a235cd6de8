package org.periodclose.adjusting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.periodclose.adjusting.ProposingFixture.faults;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.money.AmountText.Language;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.settlement.AdjustmentMethod;
import org.periodclose.core.settlement.AllocationPrinciple;
import org.periodclose.core.settlement.JournalCard;
import org.periodclose.core.settlement.TypedAnswer;
import org.periodclose.core.settlement.TypedLine;
import org.periodclose.database.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Journal NEW of company C of {@link ProposingFixture}: T1 is worth 100.00, T2 55.00, T3 30.00, T4 0.34. */
class TypedJournalsTest {
    private final ProposingFixture c = new ProposingFixture();
    private final TypedJournals journals = journals("postgres");

    private TypedJournals journals(String user) {
        var dataSource = TestDatabase.dataSource(c.url.replace("user=postgres", "user=" + user));
        JdbcTransactionManager transactions = new JdbcTransactionManager(dataSource);
        JdbcTemplate template = new JdbcTemplate(dataSource);
        return new TypedJournals(transactions, template, new OpenReceipts(transactions, template));
    }

    @BeforeEach
    void anEmptyJournal() {
        c.withCompany();
        c.jdbc.sql("""
                        insert into posting_profile (company_id, account_type, item_code, main_account_id)
                        values (1, 'INVENTORY', 'ALL', 1), (1, 'PROFIT', 'ALL', 2), (1, 'LOSS', 'ALL', 3)
                        """).update();
        journals.begin("C", "NEW", CurrencyLayer.ACCOUNTING, null, null, null);
    }

    private TypedAnswer type(String transaction, @Nullable String amount, @Nullable String seen) {
        return journals.type("C", "NEW", transaction, amount, seen == null ? null : new BigDecimal(seen), Language.EN);
    }

    /** {@code T1 null -> 5.00} or {@code T1 5.00 FAULT  …}. */
    private static String shown(TypedLine line) {
        return line.transactionId() + " " + line.before()
                + (line.fault() == null ? " -> " + line.amount() : " " + line.fault());
    }

    private static String only(TypedAnswer answer) {
        assertThat(answer.lines()).hasSize(1);
        return shown(answer.lines().get(0));
    }

    private static String sums(TypedAnswer answer) {
        return String.format(
                Locale.ROOT,
                "%d lines %s %s = %s",
                answer.sums().lines(),
                answer.sums().plus(),
                answer.sums().minus(),
                answer.sums().net());
    }

    @Test
    void an_amount_is_stored_changed_and_removed_at_once_and_every_answer_has_the_sums() {
        assertThat(only(type("T1", "20", null))).isEqualTo("T1 null -> 20.00");
        assertThat(sums(type("T2", "-1,5", null))).isEqualTo("2 lines 20.00 -1.50 = 18.50");
        assertThat(c.lines()).isEqualTo("T1 +20.00 T2 -1.50");
        assertThat(only(type("T1", "1 000.10", "20.0"))).isEqualTo("T1 20.00 -> 1000.10");
        TypedAnswer removed = type("T2", " ", "-1.50");
        assertThat(only(removed)).isEqualTo("T2 -1.50 -> null");
        assertThat(sums(removed) + ", stored " + removed.stored())
                .isEqualTo("1 lines 1000.10 0.00 = 1000.10, stored 1");
        TypedAnswer same = type("T1", "1000.1", "1000.10");
        assertThat(only(same) + ", stored " + same.stored()).isEqualTo("T1 1000.10 -> 1000.10, stored 0");
        assertThat(only(type("T1", "20", "1000.10"))).as("undone").isEqualTo("T1 1000.10 -> 20.00");
        assertThat(c.lines()).isEqualTo("T1 +20.00");
    }

    @Test
    void a_line_that_could_not_be_posted_is_refused_and_nothing_else_is_lost() {
        type("T1", "1", null);
        assertThat(List.of(
                        only(type("NO", "1", null)),
                        only(type("X1", "1", null)),
                        only(type("X2", "1", null)),
                        only(type("X3", "1", null)),
                        only(type("X4", "1", null)),
                        only(type("T2", "-55.01", null)),
                        only(type("T4", "0.001", null)),
                        only(type("T4", "zero", null)),
                        only(type("T4", "0", null)),
                        only(type("NO", "zero", null))))
                .containsExactly(
                        "NO null UNKNOWN_TRANSACTION  company \"C\" has no inventory transaction \"NO\": correct the transaction id, or import the transaction",
                        "X1 null TRANSACTION_NOT_OPEN  transaction \"X1\" of item \"A1\" is not open: leave its amount empty",
                        "X2 null NOT_FINANCIALLY_UPDATED  transaction \"X2\" of item \"A1\" is only physically updated:"
                                + " import it again with its financial date, or leave its amount empty",
                        "X3 null NOT_A_RECEIPT  transaction \"X3\" of item \"A1\" is an issue:"
                                + " adjust the receipt that it was issued from; issues change through recalculation and close",
                        "X4 null MODEL_NOT_ADJUSTABLE  item \"M1\" of transaction \"X4\" is valued by MOVING_AVERAGE:"
                                + " leave its amount empty, and revalue it the way of its inventory model",
                        "T2 null VALUE_BELOW_ZERO  transaction \"T2\" of item \"A1\" is worth 55.00 USD and cannot lose 55.01:"
                                + " adjust it by no less than -55.00",
                        "T4 null BAD_VALUE  \"0.001\" has 3 decimals, USD has 2: round it as your ledger does",
                        "T4 null BAD_VALUE  \"zero\" is not an amount: type digits, with a point or a comma before the decimals, such as -1234.50",
                        "T4 null BAD_VALUE  the amount is zero: leave it empty",
                        "NO null UNKNOWN_TRANSACTION  company \"C\" has no inventory transaction \"NO\": correct the transaction id, or import the transaction");
        assertThat(only(type("T2", "-55", null))).isEqualTo("T2 null -> -55.00");
        assertThat(only(type("T2", "-60", "-55"))).startsWith("T2 -55.00 VALUE_BELOW_ZERO");
        assertThat(c.lines()).isEqualTo("T1 +1.00 T2 -55.00");
        journals.begin("C", "YEN", CurrencyLayer.REPORTING, null, null, null);
        assertThat(only(journals.type("C", "YEN", "T2", "5", null, null)))
                .isEqualTo(
                        "T2 null COST_MISSING  transaction \"T2\" of item \"A1\" has no cost in the REPORTING layer, so its value is not known:"
                                + " import the transaction again with its reporting_cost_amount, or leave its amount empty");
        assertThat(only(journals.type("C", "YEN", "T1", "5,000", null, Language.EN)))
                .isEqualTo("T1 null -> 5000");
        assertThat(only(journals.type("C", "YEN", "T1", "5,000", new BigDecimal("5000"), null)))
                .startsWith("T1 5000 AMOUNT_AMBIGUOUS  \"5,000\" can be 5000 or 5.000");
    }

    @Test
    void a_line_without_accounts_is_refused_as_a_run_would_refuse_it() {
        c.jdbc.sql(
                        "delete from posting_profile where account_type = 'LOSS'; update inventory_transaction set inventory_account = '77' where id = 3")
                .update();
        assertThat(List.of(only(type("T1", "-1", null)), only(type("T3", "1", null))))
                .containsExactly(
                        "T1 null NO_ACCOUNT  item \"A1\" (group A) has no LOSS account for transaction \"T1\":"
                                        .replace("(group A)", "(group \"A\")")
                                + " add a posting profile for the item, its group or ALL, then type the amount again",
                        "T3 null UNKNOWN_ACCOUNT  inventory account \"77\" of transaction \"T3\" is not a main account of the company:"
                                + " import it in main_accounts.csv or import the transaction with another account, then type the amount again");
        journals.begin("C", "SAME", CurrencyLayer.ACCOUNTING, null, "41", null);
        assertThat(only(journals.type("C", "SAME", "T1", "1", null, null)))
                .isEqualTo(
                        "T1 null SAME_ACCOUNT  transaction \"T1\" of item \"A1\" has its inventory account also as offset account:"
                                + " give the journal another offset account, or leave the amount empty");
        c.jdbc.sql("delete from posting_profile").update();
        assertThat(only(type("T1", "1", null)))
                .startsWith("T1 null NO_ACCOUNT  item \"A1\" (group \"A\") has no INVENTORY account");
    }

    @Test
    void what_another_has_typed_meanwhile_is_not_overwritten() {
        c.jdbc.sql("create role ann login; grant period_close_operator to ann").update();
        TypedJournals ann = journals("ann");
        try {
            type("T1", "5", null);
            ann.type("C", "NEW", "T1", "7", new BigDecimal("5"), null);
            assertThat(only(type("T1", "6", "5")))
                    .isEqualTo(
                            "T1 7.00 AMOUNT_CHANGED  the amount of transaction \"T1\" was 5 when you looked and is 7.00 now;"
                                    + " \"ann\" changed it: look at it again, then type the amount if you still want to");
            assertThat(only(type("T1", null, null)))
                    .startsWith("T1 7.00 -> null".replace(" -> null", " AMOUNT_CHANGED"));
            assertThat(only(type("T1", "7", "5"))).as("both want the same").isEqualTo("T1 7.00 -> 7.00");
            ann.type("C", "NEW", "T1", null, new BigDecimal("7"), null);
            assertThat(only(type("T1", "8", "7")))
                    .contains(
                            "AMOUNT_CHANGED  the amount of transaction \"T1\" was 7 when you looked and is empty now: ");
            assertThat(c.lines()).isEmpty();
            assertThat(c.desk.card("C", "NEW").madeBy()).containsExactly("postgres", "ann");
        } finally {
            c.jdbc.sql("drop owned by ann; drop role ann").update();
        }
    }

    @Test
    void of_two_who_type_at_the_same_time_one_is_told() throws Exception {
        var two = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 10; round++) {
                @Nullable String seen = round == 0 ? null : lastOf("T1");
                int base = 10 * round;
                List<Callable<TypedAnswer>> typists = Arrays.asList(
                        () -> type("T1", Integer.toString(base + 1), seen),
                        () -> type("T1", Integer.toString(base + 2), seen),
                        () -> type("T2", Integer.toString(base + 3), round(base, "T2")),
                        () -> type("T3", Integer.toString(base + 4), round(base, "T3")));
                List<String> ends = two.invokeAll(typists).stream()
                        .map(TypedJournalsTest::end)
                        .toList();
                assertThat(ends.subList(0, 2)).containsExactlyInAnyOrder("stored", "AMOUNT_CHANGED");
                assertThat(ends.subList(2, 4)).containsExactly("stored", "stored");
            }
        } finally {
            two.shutdown();
        }
    }

    private @Nullable String round(int base, String transaction) {
        return base == 0 ? null : lastOf(transaction);
    }

    private String lastOf(String transaction) {
        return String.valueOf(c.amounts("NEW").get(transaction));
    }

    private static String end(Future<TypedAnswer> typed) {
        try {
            TypedLine line = typed.get().lines().get(0);
            return line.fault() == null ? "stored" : line.fault().code().name();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void pasted_amounts_go_to_the_rows_that_follow_each_with_its_own_answer() {
        type("T2", "9", null);
        type("T3", "3", null);
        TypedAnswer answer = journals.paste(
                "C",
                "NEW",
                Selection.everything(),
                "T1",
                List.of("1.10", "2,20", "", "-5"),
                List.of(),
                List.of(),
                Language.RU);
        assertThat(answer.lines().stream().map(TypedJournalsTest::shown))
                .containsExactly(
                        "T1 null -> 1.10",
                        "T2 9.00 -> 2.20",
                        "T3 3.00 -> null",
                        "T4 null VALUE_BELOW_ZERO  transaction \"T4\" of item \"B1\" is worth 0.34 USD and cannot lose 5.00: adjust it by no less than -0.34");
        assertThat(sums(answer) + ", stored " + answer.stored()).isEqualTo("2 lines 3.30 0.00 = 3.30, stored 3");
        assertThat(faults(() -> journals.paste(
                        "C",
                        "NEW",
                        Selection.everything(),
                        "T3",
                        List.of("1", "2", "3"),
                        List.of("T3", "T4"),
                        List.of(),
                        null)))
                .containsExactly(
                        "NOTHING_SELECTED  3 amounts begin at transaction \"T3\", and the selection has only 2 receipts from there on:"
                                + " paste as many amounts as there are receipts");
        assertThat(faults(() -> journals.paste(
                        "C", "NEW", Selection.everything(), "X1", List.of("1"), List.of(), List.of(), null)))
                .containsExactly(
                        "NOTHING_SELECTED  transaction \"X1\" is not among the open receipts of the selection: begin at one that is shown");
        assertThat(faults(() -> journals.paste(
                        "C",
                        "NEW",
                        Selection.everything(),
                        "T1",
                        Collections.nCopies(10_001, "1"),
                        List.of(),
                        List.of(),
                        null)))
                .containsExactly(
                        "FILE_TOO_LARGE  10001 amounts were pasted, at most 10000 are taken at once: paste fewer, or upload them as a file");
        assertThat(c.lines()).isEqualTo("T1 +1.10 T2 +2.20");
    }

    @Test
    void what_somebody_else_has_changed_is_not_overwritten_by_a_paste_either() {
        type("T1", "5", null);
        type("T2", "9", null);
        TypedAnswer answer = journals.paste(
                "C",
                "NEW",
                Selection.everything(),
                "T1",
                List.of("1", "2", "3"),
                List.of("T1", "T2"),
                Arrays.asList(null, new BigDecimal("9.00")),
                null);
        assertThat(answer.lines().stream().map(TypedJournalsTest::shown).map(line -> line.replaceFirst("  .*", "")))
                .containsExactly("T1 5.00 AMOUNT_CHANGED", "T2 9.00 -> 2.00", "T3 null -> 3.00");
        assertThat(c.lines()).isEqualTo("T1 +5.00 T2 +2.00 T3 +3.00");
    }

    @Test
    void a_journal_gets_a_name_and_what_it_was_asked_for() {
        assertThat(List.of(
                        journals.begin("C", null, CurrencyLayer.ACCOUNTING, null, null, null),
                        journals.begin("C", "TYPED-7", CurrencyLayer.ACCOUNTING, null, null, null),
                        journals.begin("C", null, CurrencyLayer.REPORTING, " Freight ", "44.01", null)))
                .containsExactly("TYPED-1", "TYPED-7", "TYPED-8");
        JournalCard card = c.desk.card("C", "TYPED-8");
        assertThat(List.of(
                        card.status(),
                        card.description(),
                        card.currencyLayer(),
                        String.valueOf(card.offsetAccount()),
                        card.madeBy(),
                        card.lines()))
                .isEqualTo(List.of("OPEN", "Freight", CurrencyLayer.REPORTING, "44.01", List.of("postgres"), 0L));
        assertThat(faults(() -> journals.begin("C", "NEW", CurrencyLayer.ACCOUNTING, null, null, null)))
                .containsExactly(
                        "JOURNAL_EXISTS  company \"C\" has an adjustment journal \"NEW\" already:"
                                + " give it another name; while no run has tried it, you can also run delete-journal --company C --journal NEW first");
        assertThat(faults(() -> journals.begin("C", " ", CurrencyLayer.ACCOUNTING, null, null, null)))
                .containsExactly("BAD_VALUE  the name of the journal is empty: give it a name");
        assertThat(faults(() -> journals.begin("C", "A\u00a0B", CurrencyLayer.ACCOUNTING, null, null, null)))
                .containsExactly(
                        "BAD_VALUE  the name of the journal \"AU+00A0B\" has the character U+00A0, which is invisible: remove the character");
        assertThat(faults(() -> journals.begin("C", "A".repeat(101), CurrencyLayer.ACCOUNTING, null, null, null)))
                .containsExactly(
                        "BAD_VALUE  the name of the journal has 101 characters, at most 100 are kept: shorten it");
        assertThat(faults(() -> journals.begin("C", "B", CurrencyLayer.ACCOUNTING, "a\nb", null, null)))
                .containsExactly(
                        "BAD_VALUE  the description of the journal has the control character U+000A: remove the character");
        assertThat(faults(() -> journals.begin("D", "B", CurrencyLayer.REPORTING, null, null, null)))
                .containsExactly(
                        "LAYER_NOT_SET_UP  company \"D\" has no reporting currency: give it a reporting_currency in companies.csv, or use --layer accounting");
        assertThat(faults(() -> journals.begin("C", "B", CurrencyLayer.ACCOUNTING, null, "99", null)))
                .containsExactly(
                        "UNKNOWN_ACCOUNT  company \"C\" has no main account \"99\": import it in main_accounts.csv, or give another one");
    }

    @Test
    void a_journal_that_is_frozen_or_not_there_takes_no_amount() {
        assertThat(faults(() -> journals.type("C", "EARLIER", "T1", "1", null, null)))
                .containsExactly(
                        "JOURNAL_FROZEN  journal \"EARLIER\" of company \"C\" is POSTED, its lines can no longer change: put the change into a new journal");
        assertThat(faults(() -> journals.type("C", "NO", "T1", "1", null, null)))
                .containsExactly(
                        "UNKNOWN_JOURNAL  company \"C\" has no adjustment journal \"NO\": look at journals --company C");
        c.jdbc.sql("update adjustment_journal set close_run_id = 1 where journal = 'NEW'")
                .update();
        assertThat(faults(() -> type("T1", "1", null)))
                .containsExactly(
                        "BAD_VALUE  journal \"NEW\" of company \"C\" is over the layers of a close, its amounts cannot be typed: compute it again with adjust --again");
    }

    @Test
    void typing_takes_a_release_back_and_says_so() {
        type("T1", "1", null);
        c.jdbc.sql("create role bob login; grant period_close_operator to bob").update();
        try {
            var bob = TestDatabase.dataSource(c.url.replace("user=postgres", "user=bob"));
            new JournalDesk(new JdbcTransactionManager(bob), JdbcClient.create(bob)).release("C", "NEW");
            assertThat(type("T1", "1", "1").releaseTakenBack())
                    .as("nothing changes")
                    .isFalse();
            assertThat(type("NO", "1", null).releaseTakenBack()).isFalse();
            assertThat(c.desk.card("C", "NEW").releasedBy()).isEqualTo("bob");
            assertThat(type("T1", "2", "1").releaseTakenBack()).isTrue();
            assertThat(c.desk.card("C", "NEW").releasedBy()).isNull();
        } finally {
            c.jdbc.sql("drop owned by bob; drop role bob").update();
        }
    }

    @Test
    void a_method_fills_the_journal_and_what_it_gives_is_typed_over() {
        type("T4", "1", null);
        Proposal proposal = c.proposing.fill(
                "C", "NEW", AdjustmentMethod.percent(new BigDecimal("10")), Selection.everything(), null, true);
        assertThat(proposal.kind()).isEqualTo(Proposal.Kind.DRY_RUN);
        assertThat(c.lines()).isEqualTo("T4 +1.00");
        proposal = c.proposing.fill(
                "C", "NEW", AdjustmentMethod.percent(new BigDecimal("10")), Selection.everything(), null, false);
        assertThat(List.of(proposal.kind(), proposal.changedLines()))
                .isEqualTo(List.of(Proposal.Kind.COMPUTED_AGAIN, 1L));
        assertThat(c.lines()).isEqualTo("T1 +10.00 T2 +5.50 T3 +3.00 T4 +0.03");
        assertThat(only(type("T1", "-3", "10"))).isEqualTo("T1 10.00 -> -3.00");
        assertThat(c.jdbc.sql("select count(*) from adjustment where journal_id = 3 and computed_from is null")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        c.proposing.fill(
                "C", "NEW", AdjustmentMethod.percent(new BigDecimal("20")), Selection.everything(), null, false);
        assertThat(c.lines()).isEqualTo("T1 +20.00 T2 +11.00 T3 +6.00 T4 +0.07");
        assertThat(c.proposing.again("C", "NEW", null, false).lines()).isEqualTo(4);
        assertThat(faults(() -> c.proposing.fill(
                        "C", "EARLIER", AdjustmentMethod.percent(BigDecimal.TEN), Selection.everything(), null, false)))
                .singleElement()
                .asString()
                .startsWith("JOURNAL_NOT_OPEN  journal \"EARLIER\" is POSTED and cannot be computed");
    }

    private Proposal fill(AdjustmentMethod method, @Nullable String seen, boolean dryRun) {
        return c.proposing.fill("C", "NEW", method, Selection.everything(), seen, dryRun);
    }

    @Test
    void a_method_replaces_the_lines_that_were_looked_at_and_no_others() {
        type("T4", "1", null);
        AdjustmentMethod ten = AdjustmentMethod.percent(BigDecimal.TEN);
        String seen = fill(ten, null, true).replaces();
        type("T4", "2", "1");
        assertThat(faults(() -> fill(ten, seen, false)))
                .containsExactly(
                        "VALUE_CHANGED  the lines of journal \"NEW\" that would be replaced are not those that it had at the"
                                + " preview: look at the journal, then preview again");
        assertThat(c.lines()).isEqualTo("T4 +2.00");
        type("T4", "1", "2");
        fill(ten, seen, false);
        assertThat(c.lines()).startsWith("T1 +10.00 ");
    }

    @Test
    void the_offset_account_of_a_method_goes_with_it() {
        c.jdbc.sql(
                        "insert into ledger_balance (company_id, main_account_id, currency_layer, date, amount)"
                                + " values (1, 4, 'ACCOUNTING', '2025-04-01', 14.00), (1, 3, 'ACCOUNTING', '2025-04-01', 30.00)")
                .update();
        fill(fromLedger("44.01"), null, false);
        assertThat(c.desk.card("C", "NEW").offsetAccount()).isEqualTo("44.01");
        fill(fromLedger("91.2"), null, false);
        assertThat(c.desk.card("C", "NEW").offsetAccount()).isEqualTo("91.2");
        fill(AdjustmentMethod.percent(BigDecimal.TEN), null, false);
        assertThat(c.desk.card("C", "NEW").offsetAccount()).isNull();

        journals.begin("C", "OWN", CurrencyLayer.ACCOUNTING, null, "91.1", null);
        c.proposing.fill("C", "OWN", AdjustmentMethod.percent(BigDecimal.ONE), Selection.everything(), null, false);
        assertThat(c.desk.card("C", "OWN").offsetAccount()).isEqualTo("91.1");
        assertThat(faults(() -> c.proposing.fill("C", "OWN", fromLedger("44.01"), Selection.everything(), null, false)))
                .containsExactly(
                        "BAD_VALUE  the method from-ledger-account makes its own account the offset account, and journal"
                                + " \"OWN\" has offset account \"91.1\": begin a journal without an offset account, or choose another method");
    }

    private static AdjustmentMethod fromLedger(String account) {
        return AdjustmentMethod.fromLedgerAccount(account, LocalDate.of(2025, 10, 31), AllocationPrinciple.QUANTITY);
    }

    @Test
    void a_file_does_not_overwrite_what_others_have_changed_since_it_was_made() {
        type("T1", "7", null);
        type("T2", "9", null);
        assertThat(faults(() -> journals.load("C", "NEW", "a.csv", (currency, reader) -> {
                    reader.amount(2, "T1", new BigDecimal("5.00"), true, new BigDecimal("6.00"));
                    reader.amount(3, "T2", new BigDecimal("8.00"), true, null);
                    reader.amount(4, "T3", new BigDecimal("1.00"), true, new BigDecimal("2.00"));
                })))
                .containsExactly(
                        "AMOUNT_CHANGED  a.csv:2: amount: the amount of transaction \"T1\" was 6.00 when the file was downloaded and is"
                                + " 7.00 now; \"postgres\" changed it: leave the amount of the line empty; or look at it again, and give"
                                + " its amount_before the amount of now",
                        "AMOUNT_CHANGED  a.csv:3: amount: the amount of transaction \"T2\" was empty when the file was downloaded and is"
                                + " 9.00 now; \"postgres\" changed it: leave the amount of the line empty; or look at it again, and give"
                                + " its amount_before the amount of now",
                        "AMOUNT_CHANGED  a.csv:4: amount: the amount of transaction \"T3\" was 2.00 when the file was downloaded and is"
                                + " empty now: leave the amount of the line empty; or look at it again, and give its amount_before the"
                                + " amount of now");
        assertThat(journals.load("C", "NEW", "a.csv", (currency, reader) -> {
                            reader.amount(2, "T1", new BigDecimal("5.00"), true, new BigDecimal("7.0"));
                            reader.amount(3, "T2", new BigDecimal("9.00"), true, new BigDecimal("8.00"));
                            reader.amount(4, "T3", new BigDecimal("1.00"), true, null);
                        })
                        .stored())
                .as("what is there already is no change")
                .isEqualTo(2);
        assertThat(c.lines()).isEqualTo("T1 +5.00 T2 +9.00 T3 +1.00");
    }

    @Test
    void a_paste_goes_to_the_rows_in_sight_or_nowhere() {
        assertThat(faults(() -> journals.paste(
                        "C",
                        "NEW",
                        Selection.everything(),
                        "T1",
                        List.of("1", "2", "3"),
                        List.of("T1", "T3"),
                        List.of(),
                        null)))
                .containsExactly(
                        "VALUE_CHANGED  the list of open receipts from transaction \"T1\" on is not the one that the page"
                                + " shows: read the page again, then paste");
        assertThat(c.lines()).isEmpty();
    }

    @Test
    void a_file_is_taken_whole_or_not_at_all() {
        type("T1", "1", null);
        TypedAnswer taken = journals.load("C", "NEW", "a.csv", (currency, reader) -> {
            assertThat(currency).isEqualTo("USD");
            reader.amount(2, "T1", new BigDecimal("5.00"), false, null);
            reader.amount(3, "T2", new BigDecimal("-5.00"), false, null);
        });
        assertThat(sums(taken) + ", stored " + taken.stored()).isEqualTo("2 lines 5.00 -5.00 = 0.00, stored 2");
        assertThat(faults(() -> journals.load("C", "NEW", "a.csv", (currency, reader) -> {
                    reader.amount(2, "T1", new BigDecimal("6.00"), false, null);
                    reader.refuse(4, "amount", FaultCode.BAD_VALUE, "\"x\" is not an amount", "type digits");
                    reader.amount(5, "T2", new BigDecimal("-55.01"), false, null);
                    reader.amount(6, "T1", new BigDecimal("6.00"), false, null);
                    reader.amount(3, "NO\\N", new BigDecimal("6.00"), false, null);
                })))
                .containsExactly(
                        "UNKNOWN_TRANSACTION  a.csv:3: transaction_id: company \"C\" has no inventory transaction \"NO\\N\":"
                                + " correct the transaction id, or import the transaction",
                        "BAD_VALUE  a.csv:4: amount: \"x\" is not an amount: type digits",
                        "VALUE_BELOW_ZERO  a.csv:5: amount: transaction \"T2\" of item \"A1\" is worth 55.00 USD and cannot lose 55.01:"
                                + " adjust it by no less than -55.00",
                        "DUPLICATE  a.csv:6: transaction_id: transaction \"T1\" is already in line 2: keep one of the two lines");
        assertThat(c.lines()).isEqualTo("T1 +5.00 T2 -5.00");
        assertThat(faults(() -> journals.load("C", "NEW", "a.csv", (currency, reader) -> {
                    for (int line = 2; line < 1_102; line++) {
                        reader.amount(line, "N" + line, BigDecimal.ONE, false, null);
                    }
                })))
                .hasSize(1_001)
                .last()
                .isEqualTo(
                        "MORE_FAULTS  more lines of a.csv are refused: correct those above, then upload it again to see the rest");
    }
}
