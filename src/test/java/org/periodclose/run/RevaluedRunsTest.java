package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.periodclose.core.costing.RevaluationRequest;
import org.periodclose.core.costing.UnitPrice;
import org.periodclose.core.costing.ValuationRequest;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.desk.Posting;
import org.periodclose.evidence.Audit;

/** Revaluations and conversions of many items: divided, interrupted, released by another user, and altered afterwards. */
class RevaluedRunsTest {
    private static final LocalDate CLOSED_ON = LocalDate.of(2025, 10, 31);
    private static final LocalDate DAY = CLOSED_ON.plusDays(1);
    private static final int ITEMS = 40;
    /** Columns of posting_run and run_item that only these kinds of run fill. */
    static final List<String> OF_REVALUATIONS =
            List.of("price_option", "left_out", "profit_account_type", "loss_account_type");

    private static final String[] ONE_BY_ONE = {"period-close.chunk-size=1", "period-close.threads=1"};

    /** Items P1 to P40 at moving average and Q1 to Q40 by FIFO, which October closes; each has two receipts and an issue. */
    private static PostingContext books(String... properties) {
        PostingContext books = new PostingContext(properties).withSmallCompany();
        books.jdbc.sql("""
                        insert into main_account (company_id, main_account, name, type) values (1, '90', 'Cost of sales', 'PROFIT_AND_LOSS');
                        insert into posting_profile (company_id, account_type, item_code, main_account_id)
                        select 1, 'ISSUE', 'ALL', id from main_account where main_account = '90';
                        insert into item (company_id, item_number, name, item_group_id, inventory_model)
                        select 1, k.kind || n, k.kind || n, 1 + n % 2, case k.kind when 'P' then 'MOVING_AVERAGE' else 'FIFO' end
                          from generate_series(1, 40) n cross join (values ('P'), ('Q')) k (kind);
                        insert into cost_object (company_id, item_id) select 1, id from item where id > 3;
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open, cost_object_id)
                        select 1, i.item_number || '-' || x.n, i.id, x.kind, x.quantity, date '2025-10-01' + x.n, x.cost, true, o.id
                          from item i
                          join cost_object o on o.item_id = i.id
                         cross join (values (1, 'RECEIPT', 3, 30.00), (2, 'RECEIPT', 5, 60.00), (3, 'ISSUE', -2, -21.00)) x (n, kind, quantity, cost)
                         where i.id > 3;
                        insert into fiscal_period values (1, '2026', '2026-01-01', '2026-12-31', 'OPEN')
                        """).update();
        return books;
    }

    private static RevaluationRequest request(RunType type, boolean dryRun, @Nullable String expect) {
        String kind = type == RunType.REVALUATION ? "P" : "Q";
        List<UnitPrice> prices = IntStream.rangeClosed(1, ITEMS)
                .mapToObj(n -> new UnitPrice(kind + n, null, new BigDecimal(n).movePointLeft(1)))
                .toList();
        return new RevaluationRequest(
                type,
                "C",
                CurrencyLayer.ACCOUNTING,
                DAY,
                type == RunType.REVALUATION
                        ? Set.of()
                        : Set.copyOf(prices.stream().map(UnitPrice::item).toList()),
                prices,
                "--prices prices.csv",
                null,
                null,
                null,
                dryRun,
                expect);
    }

    private static RunResult does(PostingContext by, RevaluationRequest request, @Nullable Integer stopAfter) {
        StopRequest stop = new StopRequest();
        return by.bean(Posting.class)
                .revalue(request, stop, (subject, done, lines) -> {
                    if (stopAfter != null && done == stopAfter) {
                        stop.request(Outcome.TERMINATED);
                    }
                })
                .get(0);
    }

    private static long done(PostingContext by, RunType type) {
        if (type == RunType.STANDARD_COST_CONVERSION) {
            closes(by);
        }
        return ((RunResult.Posted) does(by, request(type, false, null), null)).run();
    }

    private static void closes(PostingContext by) {
        by.bean(Posting.class)
                .value(
                        ValuationRequest.of(
                                RunType.CLOSE, "C", CurrencyLayer.ACCOUNTING, CLOSED_ON, Set.of(), Set.of()),
                        null,
                        new StopRequest(),
                        (subject, done, lines) -> {});
    }

    private static List<String> bytes(PostingContext by, RunType type) {
        return by.rows("""
                select r.checksum || ' ' || r.planned || ' ' || r.settlements || ' ' || r.settled_amount from posting_run r where r.type = '%1$s'
                union all
                select s::text from settlement s join posting_run r on r.id = s.run_id where r.type = '%1$s'
                union all
                select l::text from voucher_line l join posting_run r on r.id = l.run_id where r.type = '%1$s'
                 order by 1
                """.formatted(type));
    }

    static List<RunType> types() {
        return List.of(RunType.REVALUATION, RunType.STANDARD_COST_CONVERSION);
    }

    @ParameterizedTest
    @MethodSource("types")
    void one_two_and_seven_partitions_and_a_stop_at_any_line_give_the_same_bytes(RunType type) {
        List<String> bytes;
        try (PostingContext one = books("period-close.threads=1")) {
            done(one, type);
            bytes = bytes(one, type);
            assertThat(bytes).hasSizeGreaterThan(type == RunType.REVALUATION ? ITEMS : 2 * ITEMS);
            assertThat(one.bean(Audit.class).of("C", null).length()).isPositive();
        }
        for (int threads : List.of(2, 7)) {
            try (PostingContext many = books("period-close.chunk-size=1", "period-close.threads=" + threads)) {
                done(many, type);
                assertThat(bytes(many, type)).as("%s partitions", threads).isEqualTo(bytes);
                assertThat(many.rows(
                                "select count(*)::text from run_partition p join posting_run r on r.id = p.run_id where r.type = '"
                                        + type + "'"))
                        .containsExactly(String.valueOf(threads));
            }
        }
        try (PostingContext stopped = books(ONE_BY_ONE)) {
            if (type == RunType.STANDARD_COST_CONVERSION) {
                closes(stopped);
            }
            for (int line : List.of(1, 13, 39)) {
                assertThat(does(stopped, request(type, false, null), line)).isInstanceOf(RunResult.Stopped.class);
            }
            assertThat(done(stopped, type)).isPositive();
            assertThat(bytes(stopped, type)).isEqualTo(bytes);
        }
    }

    @Test
    void an_unfinished_one_goes_on_only_with_its_own_prices() {
        try (PostingContext books = books(ONE_BY_ONE)) {
            RevaluationRequest all = request(RunType.REVALUATION, false, null);
            assertThat(does(books, all, 5)).isInstanceOf(RunResult.Stopped.class);
            RevaluationRequest others = new RevaluationRequest(
                    all.type(),
                    "C",
                    all.layer(),
                    DAY,
                    Set.of("P1"),
                    List.of(new UnitPrice("P1", null, BigDecimal.ONE)),
                    "--price 1",
                    null,
                    null,
                    null,
                    false,
                    null);
            assertThat(does(books, others, null).toString())
                    .contains(
                            "OTHER_ARGUMENTS",
                            "run 1, the revaluation of 2025-11-01, is unfinished and was started with no --item --prices prices.csv");
            assertThat(books.rows("select command_of(1)"))
                    .containsExactly("revalue --company C --date 2025-11-01 --prices prices.csv");
            assertThat(books.bean(Abandon.class).run(1, null)).isTrue();
            assertThat(does(books, others, null)).isEqualTo(new RunResult.Posted(2, false, 0));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void four_eyes_are_for_its_plan(RunType type) {
        try (PostingContext books = books()) {
            if (type == RunType.STANDARD_COST_CONVERSION) {
                closes(books);
            }
            FourEyesTest.wantedIn(books);
            RunResult planned = does(books, request(type, true, null), null);
            String plan = Objects.requireNonNull(
                    ((RunResult.Planned) planned).plan().voucher().run().checksum());
            assertThat(does(books, request(type, false, plan), null).toString()).contains("NOT_RELEASED");
            try (PostingContext anna = books.anotherOf("anna")) {
                anna.bean(PlanReleases.class).release("C", plan);
            }
            assertThat(does(books, request(type, false, null), null).toString()).contains("NOT_RELEASED");
            assertThat(does(books, request(type, false, plan), null)).isInstanceOf(RunResult.Posted.class);
            assertThatThrownBy(() -> books.jdbc
                            .sql(
                                    "insert into posting_run (id, type, status, company_id, currency_layer, currency, decimals, posting_date, specification,"
                                            + " update_ledger, storno, skip_invalid, planned, started_by, started_at)"
                                            + " values (99, '" + type
                                            + "', 'RUNNING', 1, 'ACCOUNTING', 'USD', 2, '2025-11-01', 'TOTAL', true, true, false, 0, 'x', now())")
                            .update())
                    .hasMessageContaining("posts a plan that no other database user");
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void what_was_kept_of_it_cannot_be_changed_unseen(RunType type) {
        try (PostingContext books = books()) {
            done(books, type);
            books.bean(Audit.class).of("C", null);
            for (String change : List.of(
                    "revaluation_line set quantity = quantity + 1",
                    "revaluation_line set price = price + 1",
                    "revaluation_line set amount = amount + 1",
                    "revaluation_line set name = name || 'X'",
                    "revaluation_line set cost_object_id = cost_object_id + 1",
                    "revaluation_line set inventory_account_id = inventory_account_id + 1",
                    "revaluation_price set price = price + 1",
                    "revaluation_price set site = 'X'",
                    "run_item set profit_account_type = 'REVALUATION_PROFIT'",
                    "run_item set loss_account_type = 'REVALUATION_LOSS'",
                    "posting_run set price_option = price_option || 'X'",
                    "posting_run set left_out = left_out + 1",
                    "posting_run set selected_items = array['X']")) {
                assertThatThrownBy(() -> found(books, change, type)).as(change).isInstanceOf(Refused.class);
            }
        }
    }

    /** Audits the books with one change, which is taken back. */
    private static void found(PostingContext books, String change, RunType type) {
        String table = change.substring(0, change.indexOf(' '));
        String key = table.equals("posting_run") ? "id" : "run_id";
        String of = " where " + key + " = (select id from posting_run where type = '" + type + "')";
        books.jdbc.sql("create table kept_rows as select * from " + table + of).update();
        try {
            books.jdbc
                    .sql("set session_replication_role = replica; update " + change + of
                            + "; set session_replication_role = origin")
                    .update();
            books.bean(Audit.class).of("C", null);
        } finally {
            books.jdbc
                    .sql("set session_replication_role = replica; delete from " + table + of + "; insert into " + table
                            + " select * from kept_rows; drop table kept_rows; set session_replication_role = origin")
                    .update();
        }
    }
}
