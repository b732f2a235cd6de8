package org.periodclose.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunProgress;
import org.periodclose.core.ledger.RunStatus;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.ledger.Specification;
import org.periodclose.core.ledger.Voucher;
import org.periodclose.core.ledger.VoucherLine;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.money.Money;
import org.periodclose.desk.Document;
import org.periodclose.desk.PostReport;
import org.periodclose.effect.Effect;
import org.periodclose.evidence.Audit;
import org.periodclose.inquiry.Estimate;
import org.periodclose.inquiry.JournalSummary;
import org.periodclose.inquiry.Names;
import org.periodclose.intake.ImportReport;
import org.periodclose.run.Subject;

class FormsTest {
    private final Written capture = new Written();
    private static final Instant NOW = Instant.parse("2025-10-31T23:30:00Z");

    private static Run run(RunStatus status) {
        boolean dryRun = status == RunStatus.DRY_RUN;
        boolean posted = status == RunStatus.POSTED;
        return new Run(
                dryRun ? null : 1L,
                RunType.TRANSACTION_ADJUSTMENT,
                status,
                "C",
                "J-1",
                posted ? "C-000001" : null,
                LocalDate.of(2025, 10, 31),
                CurrencyLayer.ACCOUNTING,
                "USD",
                Specification.ITEM_GROUP,
                true,
                true,
                "=HYPERLINK(\"http://evil\")",
                5,
                usd("1250.00"),
                2,
                0,
                dryRun ? null : "root",
                dryRun ? null : Instant.parse("2025-10-31T23:29:00Z"),
                posted ? Instant.parse("2025-10-31T23:29:02Z") : null,
                "0123456789abcdef",
                null,
                null,
                posted ? "fedcba9876543210" : null,
                null);
    }

    private static Money usd(String amount) {
        return Money.of("USD", new BigDecimal(amount));
    }

    private static Document document(RunStatus status) {
        return new Document(
                new Voucher(
                        run(status),
                        List.of(
                                new VoucherLine(1, "41", "91.1", usd("1300.50"), false, "Bikes", null, 3),
                                new VoucherLine(2, "41", "91.2", usd("-50.50"), true, "Bikes", null, 2))),
                new Names("Company", "", Map.of("41", "Goods", "91.1", "Profit", "91.2", "Loss")));
    }

    private static PostReport.Entry planned() {
        return new PostReport.Entry.Planned(
                document(RunStatus.DRY_RUN),
                new Effect(
                        List.of(
                                new Effect.OfItemGroup("Bikes", usd("-0.50"), usd("1300.50"), usd("-50.50"), 5),
                                new Effect.OfItemGroup("Parts", usd("99.00"), usd("0.00"), usd("-0.50"), 1)),
                        List.of(
                                new Effect.Mover(
                                        "B-1",
                                        "Road bike",
                                        "Bikes",
                                        usd("10000.00"),
                                        usd("1300.50"),
                                        new BigDecimal("13.01")),
                                new Effect.Mover("P-1", "Part", "Parts", usd("0.00"), usd("-0.50"), null))),
                List.of(new Fault(FaultCode.NOT_A_RECEIPT, "transaction T9 is an issue", "adjust", "J-1", "T9")));
    }

    private static PostReport report(boolean dryRun, PostReport.Entry... entries) {
        return new PostReport(dryRun, List.of(entries), Outcome.DONE);
    }

    @Test
    void a_voucher_for_an_accountant() {
        capture.table(VoucherViews.voucher(document(RunStatus.POSTED)));
        assertThat(capture.out()).isEqualTo("""
                Voucher C-000001
                  Company         C  Company
                  Posting date    2025-10-31
                  Journal         J-1
                  Layer           accounting, USD
                  Specification   item group
                  Storno          on
                  Note            =HYPERLINK("http://evil")
                  Run             1, posted by root on 2025-10-31 23:29:02 UTC in 2 s
                  Checksum        0123456789ab
                  Manifest        fedcba987654

                Line  Item group  Debit     Credit         Amount          Settlements
                ──────────────────────────────────────────────────────────────────────
                   1  Bikes       41 Goods  91.1 Profit  1,300.50                    3
                   2  Bikes       41 Goods  91.2 Loss      -50.50  storno            2
                ──────────────────────────────────────────────────────────────────────
                                            Plus         1,300.50                    3
                                            Storno         -50.50  storno            2
                                            Net          1,250.00                    5

                Account      Debit plus  Debit storno  Credit plus  Credit storno  Balance change
                ─────────────────────────────────────────────────────────────────────────────────
                41 Goods       1,300.50        -50.50                                    1,250.00
                91.1 Profit                               1,300.50                      -1,300.50
                91.2 Loss                                                  -50.50           50.50
                ─────────────────────────────────────────────────────────────────────────────────
                Total          1,300.50        -50.50     1,300.50         -50.50            0.00

                5 settlements of 1,250.00 USD in all, summed in 2 lines.
                """);
    }

    @Test
    void storno_is_red_on_a_colour_terminal_and_always_marked() {
        capture.table(VoucherViews.voucher(document(RunStatus.POSTED)), true, 120, false);
        assertThat(capture.out().lines().filter(line -> line.startsWith("\u001b[31m")))
                .hasSize(2)
                .allMatch(line -> line.contains("storno") && line.endsWith("\u001b[0m"));
    }

    @Test
    void names_of_accounts_give_way_on_a_narrow_terminal() {
        capture.table(VoucherViews.voucher(document(RunStatus.POSTED)), false, 60, false);
        assertThat(capture.out()).contains("   1  Bikes       41     91.1    1,300.50                    3\n");
    }

    @Test
    void a_dry_run_prints_its_whole_checksum() {
        capture.table(PostingViews.posted(report(true, planned())));
        assertThat(capture.out())
                .startsWith("Dry run: nothing was posted\n")
                .contains("Checksum        0123456789abcdef\n")
                .doesNotContain("  Run ");
    }

    @Test
    void a_dry_run_shows_what_would_change_and_what_would_be_left_out() {
        capture.table(PostingViews.posted(report(true, planned())));
        assertThat(capture.out()).endsWith("""

                Item group  Value before  Increase  Decrease    Change  Value after
                ───────────────────────────────────────────────────────────────────
                Bikes              -0.50  1,300.50    -50.50  1,250.00     1,249.50
                Parts              99.00               -0.50     -0.50        98.50
                ───────────────────────────────────────────────────────────────────
                Total              98.50  1,300.50    -51.00  1,249.50     1,348.00

                Biggest movers  Item group  Value before    Change  Value after  Percent
                ────────────────────────────────────────────────────────────────────────
                B-1 Road bike   Bikes          10,000.00  1,300.50    11,300.50    13.01
                P-1 Part        Parts               0.00     -0.50        -0.50

                Left out  Code           What is wrong, and what to do
                ───────────────────────────────────────────────────────────
                T9        NOT_A_RECEIPT  transaction T9 is an issue: adjust

                """);
    }

    @Test
    void json_of_a_dry_run_tells_the_effect_the_movers_and_the_lines_left_out_after_the_voucher() {
        capture.json(PostingViews.posted(report(true, planned())));
        assertThat(capture.out().substring(capture.out().indexOf("  \"effect\"")))
                .isEqualTo("""
                  "effect": {
                    "accounts": [
                      {
                        "mainAccount": "41",
                        "debitPlus": "1300.50",
                        "debitStorno": "-50.50",
                        "creditPlus": "0.00",
                        "creditStorno": "0.00",
                        "net": "1250.00"
                      },
                      {
                        "mainAccount": "91.1",
                        "debitPlus": "0.00",
                        "debitStorno": "0.00",
                        "creditPlus": "1300.50",
                        "creditStorno": "0.00",
                        "net": "-1300.50"
                      },
                      {
                        "mainAccount": "91.2",
                        "debitPlus": "0.00",
                        "debitStorno": "0.00",
                        "creditPlus": "0.00",
                        "creditStorno": "-50.50",
                        "net": "50.50"
                      }
                    ],
                    "itemGroups": [
                      {
                        "itemGroup": "Bikes",
                        "valueBefore": "-0.50",
                        "increase": "1300.50",
                        "decrease": "-50.50",
                        "change": "1250.00",
                        "valueAfter": "1249.50",
                        "settlements": 5
                      },
                      {
                        "itemGroup": "Parts",
                        "valueBefore": "99.00",
                        "increase": "0.00",
                        "decrease": "-0.50",
                        "change": "-0.50",
                        "valueAfter": "98.50",
                        "settlements": 1
                      }
                    ]
                  },
                  "movers": [
                    {
                      "itemNumber": "B-1",
                      "itemGroup": "Bikes",
                      "valueBefore": "10000.00",
                      "change": "1300.50",
                      "valueAfter": "11300.50",
                      "percent": "13.01"
                    },
                    {
                      "itemNumber": "P-1",
                      "itemGroup": "Parts",
                      "valueBefore": "0.00",
                      "change": "-0.50",
                      "valueAfter": "-0.50",
                      "percent": null
                    }
                  ],
                  "exceptionLines": [
                    {
                      "journal": "J-1",
                      "transactionId": "T9",
                      "code": "NOT_A_RECEIPT",
                      "message": "transaction T9 is an issue",
                      "remedy": "adjust"
                    }
                  ]
                }
                """);
    }

    @Test
    void an_audit_tells_the_runs_that_hold_and_the_end_of_the_chain() {
        Audit.Report report = new Audit.Report("C", List.of(run(RunStatus.POSTED)), 1, "fedcba9876543210");
        capture.table(RunViews.verified(report));
        assertThat(capture.out()).isEqualTo("""
                Run  Journal  Voucher   Posting date  Settlements   Settled       Manifest
                ──────────────────────────────────────────────────────────────────────────────
                  1  J-1      C-000001  2025-10-31              5  1,250.00  USD  fedcba987654
                1 run is what was posted, and all laws hold.
                The chain ends with fedcba9876543210
                """);
    }

    @Test
    void json_of_an_audit_ends_with_the_head_of_the_chain() {
        capture.json(RunViews.verified(new Audit.Report("C", List.of(), 0, null)));
        assertThat(capture.out()).isEqualTo("""
                {
                  "company": "C",
                  "runs": [],
                  "manifests": 0,
                  "head": null
                }
                """);
    }

    @Test
    void json_of_a_voucher_has_the_fields_of_the_contract_in_their_order() {
        capture.json(VoucherViews.voucher(document(RunStatus.POSTED)));
        assertThat(capture.out()).isEqualTo("""
                {
                  "run": 1,
                  "type": "TRANSACTION_ADJUSTMENT",
                  "status": "POSTED",
                  "company": "C",
                  "journal": "J-1",
                  "voucher": "C-000001",
                  "postingDate": "2025-10-31",
                  "currencyLayer": "ACCOUNTING",
                  "currency": "USD",
                  "specification": "ITEM_GROUP",
                  "updateLedger": true,
                  "storno": true,
                  "note": "=HYPERLINK(\\"http://evil\\")",
                  "settlements": 5,
                  "settledAmount": "1250.00",
                  "lines": 2,
                  "exceptions": 0,
                  "startedBy": "root",
                  "startedAt": "2025-10-31T23:29:00Z",
                  "endedAt": "2025-10-31T23:29:02Z",
                  "checksum": "0123456789abcdef",
                  "cancels": null,
                  "cancelledBy": null,
                  "manifest": "fedcba9876543210",
                  "voucherLines": [
                    {
                      "line": 1,
                      "debitAccount": "41",
                      "creditAccount": "91.1",
                      "amount": "1300.50",
                      "storno": false,
                      "itemGroup": "Bikes",
                      "itemNumber": null,
                      "settlements": 3
                    },
                    {
                      "line": 2,
                      "debitAccount": "41",
                      "creditAccount": "91.2",
                      "amount": "-50.50",
                      "storno": true,
                      "itemGroup": "Bikes",
                      "itemNumber": null,
                      "settlements": 2
                    }
                  ]
                }
                """);
    }

    @Test
    void json_of_one_dry_run_stands_at_the_top_and_of_several_under_runs() {
        PostReport.Entry planned = planned();
        capture.json(PostingViews.posted(report(true, planned)));
        assertThat(capture.out())
                .startsWith("{\n  \"run\": null,\n  \"type\": \"TRANSACTION_ADJUSTMENT\",\n  \"status\": \"DRY_RUN\"")
                .contains("\"voucher\": null", "\"voucherLines\": [");
        Written several = new Written();
        several.json(PostingViews.posted(report(true, planned, planned)));
        assertThat(several.out()).startsWith("{\n  \"runs\": [\n    {\n      \"run\": null");
    }

    @Test
    void json_of_a_posting_tells_what_was_posted_and_what_was_refused() {
        Fault first = new Fault(FaultCode.PERIOD_NOT_OPEN, "no", "open it", "J-2", null);
        Fault second = new Fault(FaultCode.NO_ACCOUNT, "none", "add one", "J-2", "T-1");
        capture.json(PostingViews.posted(report(
                false,
                new PostReport.Entry.Posted(run(RunStatus.POSTED), false),
                new PostReport.Entry.NotPosted(new Subject("C", "J-2", null), List.of(first, second)))));
        assertThat(capture.out()).contains("\"voucher\": \"C-000001\"").endsWith("""
                  "error": {
                    "code": "PERIOD_NOT_OPEN",
                    "message": "no",
                    "remedy": "open it"
                  },
                  "exceptions": [
                    {
                      "journal": "J-2",
                      "transactionId": null,
                      "code": "PERIOD_NOT_OPEN",
                      "message": "no",
                      "remedy": "open it"
                    },
                    {
                      "journal": "J-2",
                      "transactionId": "T-1",
                      "code": "NO_ACCOUNT",
                      "message": "none",
                      "remedy": "add one"
                    }
                  ]
                }
                """);
        assertThat(capture.err()).isEmpty();
    }

    @Test
    void csv_of_a_voucher_has_the_same_columns_in_snake_case() {
        capture.csv(VoucherViews.voucher(document(RunStatus.POSTED)));
        assertThat(capture.out()).isEqualTo("""
                line,debit_account,credit_account,amount,storno,item_group,item_number,settlements
                1,41,91.1,1300.50,false,Bikes,,3
                2,41,91.2,-50.50,true,Bikes,,2
                """);
    }

    @Test
    void csv_text_is_no_formula_and_amounts_stay_numbers() {
        capture.csv(PostingViews.posted(report(false, new PostReport.Entry.Posted(run(RunStatus.POSTED), false))));
        assertThat(capture.out()).isEqualTo("""
                run,type,status,company,journal,voucher,posting_date,currency_layer,currency,specification,update_ledger,storno,note,settlements,settled_amount,lines,exceptions,started_by,started_at,ended_at,checksum,cancels,cancelled_by,manifest
                1,TRANSACTION_ADJUSTMENT,POSTED,C,J-1,C-000001,2025-10-31,ACCOUNTING,USD,ITEM_GROUP,true,true,"'=HYPERLINK(""http://evil"")",5,1250.00,2,0,root,2025-10-31T23:29:00Z,2025-10-31T23:29:02Z,0123456789abcdef,,,fedcba9876543210
                """);
        Written other = new Written();
        List<Fault> faults = List.of("+1", "-A1", "=1+1", "@x", "\tx", "\rx").stream()
                .map(id -> new Fault(FaultCode.NO_ACCOUNT, "m", "r", "J", id))
                .toList();
        other.csv(FaultViews.exceptions(1, faults));
        assertThat(other.out()).contains("J,+1,", "J,'-A1,", "J,'=1+1,", "J,'@x,", "J,'\tx,", "J,\"'\rx\",");
    }

    @Test
    void a_posting_is_summed_up_with_the_next_step() {
        capture.table(PostingViews.posted(report(
                false,
                new PostReport.Entry.Posted(run(RunStatus.POSTED), false),
                new PostReport.Entry.Empty(new Subject("C", "J-0", null)))));
        assertThat(capture.out()).isEqualTo("""
                Company  Journal  Result                   Run  Voucher   Lines  Settlements       Sum
                ─────────────────────────────────────────────────────────────────────────────────────────
                C        J-1      posted                     1  C-000001      2            5  1,250.00  USD
                C        J-0      no lines: nothing to do

                See it: period-close voucher --run 1
                """.replace(
                        "─────────────────────────────────────────────────────────────────────────────────────────\n",
                        "─".repeat(91) + "\n"));
    }

    @Test
    void what_is_refused_is_told_on_standard_error_and_nothing_on_standard_output() {
        List<Fault> faults = IntStream.rangeClosed(1, 60)
                .mapToObj(
                        i -> new Fault(FaultCode.NO_ACCOUNT, "item " + i + " has no account", "add one", "J", "T" + i))
                .toList();
        capture.table(PostingViews.posted(
                report(false, new PostReport.Entry.NotPosted(new Subject("C", "J", null), faults))));
        assertThat(capture.out()).isEmpty();
        assertThat(capture.err().lines())
                .hasSize(52)
                .startsWith(
                        "Journal \"J\" of company \"C\" was not posted: 60 faults",
                        "  NO_ACCOUNT  item 1 has no account: add one")
                .endsWith("  and 10 more: run the same command with --output json to see all");
    }

    @Test
    void quiet_is_silent_about_what_went_well_but_not_about_data_and_faults() {
        capture.quiet(PostingViews.posted(report(false, new PostReport.Entry.Posted(run(RunStatus.POSTED), false))));
        capture.quiet(PostingViews.posted(report(false)));
        assertThat(capture.out() + capture.err()).isEmpty();
        capture.quiet(PostingViews.posted(report(
                false,
                new PostReport.Entry.NotPosted(
                        new Subject("C", "J", null), List.of(Fault.of(FaultCode.NO_ACCOUNT, "m", "r"))))));
        assertThat(capture.err()).contains("NO_ACCOUNT");
        capture.quiet(VoucherViews.voucher(document(RunStatus.POSTED)));
        assertThat(capture.out()).startsWith("Voucher");
    }

    @Test
    void what_a_signal_has_stopped_is_an_error_in_json() {
        capture.json(PostingViews.posted(new PostReport(
                false, List.of(new PostReport.Entry.Stopped(new Subject("C", "J", null))), Outcome.TERMINATED)));
        assertThat(capture.out()).isEqualTo("""
                {
                  "runs": [],
                  "stopped": "J",
                  "error": {
                    "code": "STOPPED",
                    "message": "stopped by a signal",
                    "remedy": "run the same command again to continue"
                  },
                  "exceptions": [
                    {
                      "journal": null,
                      "transactionId": null,
                      "code": "STOPPED",
                      "message": "stopped by a signal",
                      "remedy": "run the same command again to continue"
                    }
                  ]
                }
                """);
    }

    void an_import_says_what_it_trimmed_and_skipped() {
        ImportReport report = new ImportReport(
                List.of(new ImportReport.FileReport("items.csv", 3, 1, 1, 1_200, 1, 0, 0, 0)), List.of());
        capture.table(BooksViews.imported(report));
        assertThat(capture.out()).endsWith("""
                        items.csv: 1,200 fields with blanks around them were trimmed
                        items.csv: 1 line with nothing in it was skipped
                        """);
        Written forScripts = new Written();
        forScripts.json(BooksViews.imported(report));
        forScripts.csv(BooksViews.imported(report));
        assertThat(forScripts.out())
                .contains("\"unchanged\": 1", "\"trimmed\": 1200", "\"skipped\": 1")
                .contains(
                        "file,rows,inserted,updated,unchanged,trimmed,skipped,removed,warnings,late",
                        "items.csv,3,1,1,1,1200,1,0,0,0");
    }

    @Test
    void a_fault_of_a_file_begins_with_its_place() {
        capture.table(FaultViews.refused(List.of(
                Fault.of(FaultCode.BAD_VALUE, "items.csv:3: cost_price: 'x' is no number", "give a number"),
                Fault.of(
                        FaultCode.SAME_ACCOUNT, "charges_codes.csv:4: offset_account: 41 is INVENTORY", "take another"),
                Fault.of(FaultCode.BAD_VALUE, "an amount of 1.001 has more decimals than USD has", "round it"))));
        assertThat(capture.err()).isEqualTo("""
                items.csv:3: cost_price: 'x' is no number: give a number [BAD_VALUE]
                charges_codes.csv:4: offset_account: 41 is INVENTORY: take another [SAME_ACCOUNT]
                BAD_VALUE  an amount of 1.001 has more decimals than USD has: round it
                """);
    }

    @Test
    void a_run_at_work_shows_its_progress_and_how_long_it_takes() {
        capture.table(RunViews.runs(
                List.of(new RunProgress(
                        run(RunStatus.RUNNING),
                        1_500,
                        6_000,
                        new BigDecimal("9.4"),
                        1,
                        null,
                        0,
                        true,
                        null,
                        null,
                        null,
                        null)),
                NOW));
        assertThat(capture.out()).contains("1,500 of 6,000", "1 min 00 s so far, 25 lines/s, 3 min 00 s left");
    }

    /** It has stood still for most of the minute since it began; 500 lines were settled in the ten seconds since it goes on. */
    @Test
    void the_pace_of_a_run_that_goes_on_is_that_of_the_process_at_work() {
        List<RunProgress> resumed = List.of(new RunProgress(
                run(RunStatus.RUNNING),
                1_500,
                6_000,
                null,
                1,
                NOW.minusSeconds(10),
                1_000,
                true,
                null,
                null,
                null,
                null));
        capture.table(RunViews.runs(resumed, NOW));
        capture.json(RunViews.runs(resumed, NOW));
        capture.csv(RunViews.runs(resumed, NOW));
        assertThat(capture.out())
                .contains("1,500 of 6,000", "1 min 00 s so far, 50 lines/s, 1 min 30 s left")
                .contains("\"linesPerSecond\": 50", "\"secondsLeft\": 90")
                .contains(
                        ",at_work,lines_per_second,seconds_left,failure,abandoned_by,released_by,released_at\n",
                        ",true,50,90,,,,\n");
    }

    @Test
    void a_run_that_nobody_works_on_has_no_pace() {
        capture.json(RunViews.runs(
                List.of(new RunProgress(
                        run(RunStatus.RUNNING), 1_500, 6_000, null, 0, null, 0, false, null, null, null, null)),
                NOW));
        assertThat(capture.out()).contains("\"linesPerSecond\": null", "\"secondsLeft\": null");
    }

    @Test
    void a_run_that_nobody_works_on_is_shown_as_interrupted() {
        capture.table(RunViews.runs(
                List.of(new RunProgress(
                        run(RunStatus.RUNNING), 1_500, 6_000, null, 0, null, 0, false, null, null, null, null)),
                NOW));
        assertThat(capture.out()).contains("INTERRUPTED", "1,500 of 6,000", "run post again to continue");
    }

    @Test
    void json_of_a_run_at_work_shows_its_progress() {
        capture.json(RunViews.runs(
                List.of(new RunProgress(
                        run(RunStatus.RUNNING),
                        1_500,
                        6_000,
                        new BigDecimal("9.4"),
                        1,
                        null,
                        0,
                        true,
                        null,
                        null,
                        null,
                        null)),
                NOW));
        assertThat(capture.out())
                .contains(
                        "\"status\": \"RUNNING\"",
                        "\"endedAt\": null",
                        "\"linesDone\": 1500",
                        "\"linesPlanned\": 6000",
                        "\"estimatedSeconds\": 9.4",
                        "\"interruptions\": 1");
    }

    @Test
    void a_finished_run_tells_what_was_expected_of_it() {
        capture.table(RunViews.runs(
                List.of(new RunProgress(
                        run(RunStatus.POSTED),
                        6_000,
                        6_000,
                        new BigDecimal("75.2"),
                        0,
                        null,
                        0,
                        false,
                        null,
                        null,
                        null,
                        null)),
                NOW));
        assertThat(capture.out()).contains("(expected 1 min 15 s)");
    }

    @Test
    void an_estimate_in_three_forms() {
        Estimate estimate = new Estimate(
                List.of(
                        new Estimate.Journal("C", "J-1", 12_345, new BigDecimal("75.2")),
                        new Estimate.Journal("C", "J-2", 10, new BigDecimal("0.4"))),
                12,
                7,
                BigDecimal.valueOf(8),
                BigDecimal.valueOf(31));
        capture.table(RunViews.estimated(estimate));
        assertThat(capture.out())
                .contains(
                        "J-1          12,345  1 min 15 s",
                        "J-2              10      400 ms",
                        "In all 1 min 15 s, by the last 12 runs on this database that were not interrupted.",
                        "The last 7 estimates were off by 8 % (median), by 31 % at most.");
        capture.json(RunViews.estimated(estimate));
        assertThat(capture.out())
                .contains(
                        "\"linesLeft\": 12345",
                        "\"seconds\": 75.2",
                        "\"seconds\": 75.6",
                        "\"basedOnRuns\": 12",
                        "\"medianErrorPercent\": 8");
        capture.csv(RunViews.estimated(estimate));
        assertThat(capture.out()).contains("company,journal,lines_left,seconds", "C,J-1,12345,75.2");
    }

    @Test
    void an_estimate_from_nothing_says_so() {
        capture.table(
                RunViews.estimated(new Estimate(List.of(new Estimate.Journal("C", "J", 1, null)), 0, 0, null, null)));
        assertThat(capture.out()).contains("unknown", "No run was finished on this database yet");
    }

    @Test
    void journals_in_three_forms() {
        List<JournalSummary> journals = List.of(new JournalSummary(
                "C", "J-1", "@home", CurrencyLayer.ACCOUNTING, "JPY", "OPEN", 12_345, new BigDecimal("-1234567")));
        capture.table(JournalViews.journals(journals));
        capture.json(JournalViews.journals(journals));
        capture.csv(JournalViews.journals(journals));
        assertThat(capture.out())
                .contains("C        J-1      @home        OPEN    ACCOUNTING  12,345  -1,234,567  JPY\n")
                .contains("\"lines\": 12345,\n      \"sum\": \"-1234567\"")
                .endsWith("""
                        company,journal,description,status,currency_layer,currency,lines,sum
                        C,J-1,'@home,OPEN,ACCOUNTING,JPY,12345,-1234567
                        """);
    }

    @Test
    void figures_are_grouped_the_same_in_every_locale() {
        assertThat(Amounts.grouped(new BigDecimal("-1234567.890"))).isEqualTo("-1,234,567.890");
        assertThat(Amounts.grouped(new BigDecimal("999"))).isEqualTo("999");
        assertThat(Amounts.grouped(new BigDecimal("-0.05"))).isEqualTo("-0.05");
    }
}
