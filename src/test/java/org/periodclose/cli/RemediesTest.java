package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.periodclose.cli.World.J;
import static org.periodclose.cli.World.POST;
import static org.periodclose.core.fault.FaultCode.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.database.TestDatabase;

/** Each remedy is walked: a command is refused, what the remedy says is done, and the command is through. */
class RemediesTest {
    private static final String ITEM_OF_A_GROUP = """
            company,item_number,name,item_group,inventory_model,cost_price,reporting_cost_price,item_model_group
            C,A1,A1,A,FIFO,,,%s
            """;

    private static final String MARKING = """
            company,issue_transaction_id,receipt_transaction_id,quantity
            C,I9,%s,%s
            """;

    private static final String T1 = "T1,A1,RECEIPT,1,,2025-01-31,1000.00,,true,,,,,,";
    private static final String CANCEL = "cancel --run 1";
    private static final String ADJUST = "adjust --company C --journal N --method ";
    private static final String REMEDY_OF_A_LINE = "import again (a journal of adjust: adjust --again)";
    private static final String WITHOUT_T1 = J.replace("J,T1,100.00;", "");

    /** @param again null: the same command */
    private record Walk(
            FaultCode code,
            String way,
            UnaryOperator<World> before,
            String command,
            List<String> told,
            UnaryOperator<World> remedy,
            String again) {
        @Override
        public String toString() {
            return code + ": " + way;
        }
    }

    private static final List<Walk> WALKS = new ArrayList<>();

    private static void walk(
            FaultCode code,
            String way,
            UnaryOperator<World> before,
            String command,
            String told,
            UnaryOperator<World> remedy,
            String again) {
        WALKS.add(new Walk(code, way, before, command, List.of(told.split("\\|", -1)), remedy, again));
    }

    /** Another command. */
    private static void walk(
            FaultCode code, String way, UnaryOperator<World> before, String command, String told, String again) {
        walk(code, way, before, command, told, UnaryOperator.identity(), again);
    }

    /** The same command, after something was done. */
    private static void walk(
            FaultCode code,
            String way,
            UnaryOperator<World> before,
            String command,
            String told,
            UnaryOperator<World> remedy) {
        walk(code, way, before, command, told, remedy, command);
    }

    private static UnaryOperator<World> file(String name, String rows) {
        return w -> w.file(name, rows).imports();
    }

    private static UnaryOperator<World> sql(String sql) {
        return w -> w.sql(sql);
    }

    private static UnaryOperator<World> command(String... lines) {
        return w -> {
            Arrays.stream(lines).forEach(w::through);
            return w;
        };
    }

    private static String transaction(String open, String accounts) {
        return T1.replace(",true,", "," + open + ",").replaceFirst(",,$", accounts);
    }

    static {
        commands();
        runs();
        lines();
        interruptedRuns();
        cancellations();
        closes();
        revaluations();
        proposals();
        imports();
        importsBesideRuns();
        surroundings();
    }

    private static void commands() {
        walk(
                WRONG_USAGE,
                "another value",
                UnaryOperator.identity(),
                POST + " --specification items",
                "--specification",
                POST + " --specification total");
        walk(
                WRONG_USAGE,
                "swapped dates",
                UnaryOperator.identity(),
                "report adjustments --company C --from 2025-12-01 --to 2025-01-01",
                "swap",
                "report adjustments --company C --from 2025-01-01 --to 2025-12-01");
        walk(
                UNKNOWN_COMPANY,
                "another name",
                UnaryOperator.identity(),
                "post --company X --posting-date 2025-10-31",
                "known are",
                "post --company C --posting-date 2025-10-31");
        walk(
                UNKNOWN_COMPANY,
                "import",
                UnaryOperator.identity(),
                "journal --company X --journal J",
                "import it, or correct --company",
                w -> w.text(
                                "companies.csv",
                                "company,name,accounting_currency,reporting_currency,storno_for_inventory_adjustments\nX,X,USD,,true\n")
                        .text(
                                "adjustment_journals.csv",
                                "company,journal,currency_layer,description\nX,J,ACCOUNTING,\n")
                        .imports());
        walk(
                UNKNOWN_JOURNAL,
                "look, and name another",
                UnaryOperator.identity(),
                POST.replace("journal J", "journal Q"),
                "journals --company C|import the journal",
                command("journals --company C"),
                POST);
        walk(
                UNKNOWN_JOURNAL,
                "import",
                UnaryOperator.identity(),
                POST.replace("journal J", "journal Q"),
                "import the journal first",
                w -> w.file("adjustment_journals", "Q,ACCOUNTING,")
                        .file("adjustments", "Q,T1,1.00")
                        .imports());
        walk(UNKNOWN_RUN, "look", command(POST), "cancel --run 7", "runs", command("runs"), CANCEL);
        walk(
                UNKNOWN_LINE,
                "look",
                command(POST),
                "explain --run 1 --line 99",
                "voucher --run 1",
                command("voucher --run 1"),
                "explain --run 1 --line 1");
        walk(NO_VOUCHER, "finish the run", World::interrupted, "voucher --run 1", "post", command(POST));
        walk(
                UNKNOWN_VOUCHER,
                "look",
                command(POST),
                "report adjustments --company C --voucher C-000009",
                "runs",
                command("runs --company C"),
                "report adjustments --company C --voucher C-000001");
        walk(
                CANNOT_WRITE,
                "another file",
                command(POST),
                "report run --run 1 --out $/none/r.html",
                "--out",
                "report run --run 1 --out $/r.html");
        walk(
                NOT_FOR_DEMO,
                "a database of its own",
                UnaryOperator.identity(),
                "demo",
                "a database of its own",
                w -> w.address(TestDatabase.freshUrl().replaceFirst("[?].*", "")));
    }

    private static void runs() {
        String january = POST.replace("2025", "2026");
        walk(
                PERIOD_NOT_OPEN,
                "another date",
                UnaryOperator.identity(),
                january,
                "in an OPEN period|import the period in fiscal_periods.csv",
                POST);
        walk(
                PERIOD_NOT_OPEN,
                "import it",
                UnaryOperator.identity(),
                january,
                "import the period",
                file("fiscal_periods", "2026,2026-01-01,2026-12-31,OPEN"));
        walk(
                PERIOD_NOT_OPEN,
                "open it",
                file("fiscal_periods", "2025,2025-01-01,2025-12-31,CLOSED"),
                POST,
                "open the period in fiscal_periods.csv",
                file("fiscal_periods", "2025,2025-01-01,2025-12-31,OPEN"));
        walk(
                INVENTORY_CLOSED,
                "a later date",
                sql(
                        "insert into imported_close (company_id, currency_layer, closed_on, active) values (1, 'ACCOUNTING', '2025-10-31', true)"),
                POST,
                "post with a later --posting-date",
                POST.replace("10-31", "11-01"));
        walk(
                LAYER_NOT_SET_UP,
                "a currency",
                w -> w.file("adjustment_journals", "R,REPORTING,")
                        .imports()
                        .sql(
                                "insert into adjustment select id, 1, 1, 1.00 from adjustment_journal where journal = 'R'"),
                POST.replace("journal J", "journal R"),
                "reporting_currency in companies.csv",
                w -> w.file("companies", "Company,USD,EUR,true,false")
                        .file("inventory_transactions", T1.replace("1000.00,,", "1000.00,900.00,"))
                        .imports());
        walk(
                LAYER_NOT_SET_UP,
                "the other layer",
                UnaryOperator.identity(),
                ADJUST + "percent --percent 1 --layer reporting",
                "use --layer accounting",
                ADJUST + "percent --percent 1 --layer accounting");
        walk(
                STORNO_NOT_ALLOWED,
                "without",
                file("companies", "Company,USD,,false,false"),
                POST + " --storno",
                "without --storno",
                POST);
        walk(
                STORNO_NOT_ALLOWED,
                "switched on",
                file("companies", "Company,USD,,false,false"),
                POST + " --storno",
                "storno_for_inventory_adjustments on in companies.csv",
                file("companies", "Company,USD,,true,false"));
        walk(
                NOTE_REQUIRED,
                "a note",
                UnaryOperator.identity(),
                POST + " --no-update-ledger",
                "--note",
                POST + " --no-update-ledger --note why");
        walk(
                NOT_RELEASED,
                "another user",
                file("companies", "Company,USD,,true,true"),
                POST,
                "another database user|run release --company C --journal J",
                w -> w.as("walker", "release --company C --journal J"));
        walk(
                SAME_USER,
                "another user",
                UnaryOperator.identity(),
                "release --company C --journal J",
                "another database user",
                w -> w.as("walker", "release --company C --journal J")
                        .file("companies", "Company,USD,,true,true")
                        .imports(),
                POST);
        walk(
                OTHER_ARGUMENTS,
                "the same",
                World::interrupted,
                POST + " --specification total",
                "continue it with these arguments, leave them out|abandon --run 1",
                POST + " --specification item-group");
        walk(OTHER_ARGUMENTS, "none", World::interrupted, POST + " --specification total", "leave them out", POST);
        walk(
                OTHER_ARGUMENTS,
                "abandon",
                World::interrupted,
                POST + " --specification total",
                "abandon --run 1",
                command("abandon --run 1"));
        walk(
                CHECKSUM_DIFFERS,
                "look again",
                UnaryOperator.identity(),
                POST + " --expect " + "0".repeat(64),
                "--dry-run|its checksum",
                w -> w.through(POST + " --expect " + w.checksum()),
                POST);
        walk(
                NOTHING_LEFT,
                "correct the lines",
                w -> w.file("adjustments", "J,T1,-2000.00").imports(),
                POST + " --skip-invalid",
                "correct its lines|no less than -1000.00",
                file("adjustments", "J,T1,-1000.00"));
    }

    private static void lines() {
        UnaryOperator<World> physical = sql("update inventory_transaction set financial_date = null where id = 1");
        UnaryOperator<World> closed = sql("update inventory_transaction set open = false where id = 1");
        UnaryOperator<World> row = file("adjustments", WITHOUT_T1);
        walk(TRANSACTION_NOT_OPEN, "without the row", closed, POST, REMEDY_OF_A_LINE, row);
        walk(TRANSACTION_NOT_OPEN, "skipped", closed, POST, "--skip-invalid", POST + " --skip-invalid");
        walk(
                TRANSACTION_NOT_OPEN,
                "a proposal again",
                w -> closed.apply(w.through(ADJUST + "percent --percent 1")),
                POST.replace("journal J", "journal N"),
                "adjust --again",
                command("adjust --company C --journal N --again"));
        walk(
                NOT_FINANCIALLY_UPDATED,
                "the date",
                physical,
                POST,
                "import it again with its financial date",
                file("inventory_transactions", T1));
        walk(NOT_FINANCIALLY_UPDATED, "without the row", physical, POST, REMEDY_OF_A_LINE, row);
        walk(NOT_FINANCIALLY_UPDATED, "skipped", physical, POST, "--skip-invalid", POST + " --skip-invalid");
        walk(
                NOT_A_RECEIPT,
                "the receipt",
                w -> w.file("inventory_transactions", "I1,A1,ISSUE,-1,,2025-01-31,-10.00,,true,,,,,,")
                        .file("adjustments", "J,I1,1.00")
                        .imports(),
                POST,
                "adjust the receipt|remove its row",
                file("adjustments", "J,T1,1.00"));
        walk(
                MODEL_NOT_ADJUSTABLE,
                "without the rows",
                file("items", "A1,A1,A,MOVING_AVERAGE,,"),
                POST,
                REMEDY_OF_A_LINE,
                file("adjustments", "J,T3,-20.00"));
        walk(
                MODEL_NOT_ADJUSTABLE,
                "a proposal again",
                w -> w.through(ADJUST + "percent --percent 1")
                        .file("items", "A1,A1,A,MOVING_AVERAGE,,")
                        .imports(),
                POST.replace("journal J", "journal N"),
                "adjust --again",
                command("adjust --company C --journal N --again"));
        walk(
                BEFORE_TRANSACTION,
                "later",
                UnaryOperator.identity(),
                POST.replace("10-31", "01-30"),
                "post with --posting-date 2025-01-31 or later",
                POST.replace("10-31", "01-31"));
        walk(
                VALUE_BELOW_ZERO,
                "less",
                file("adjustments", "J,T1,-1000.01"),
                POST,
                "no less than -1000.00",
                file("adjustments", "J,T1,-1000.00"));
        walk(
                VALUE_BELOW_ZERO,
                "worth nothing: without the row",
                w -> w.file("adjustments", "J,T1,-1000.00")
                        .imports()
                        .through(POST)
                        .file("adjustment_journals", "K,ACCOUNTING,")
                        .file("adjustments", "K,T1,-1.00;K,T2,-1.00")
                        .imports(),
                POST.replace("journal J", "journal K"),
                "remove its row",
                file("adjustments", "K,T2,-1.00"));
        walk(
                VALUE_BELOW_ZERO,
                "a later date",
                w -> w.file("adjustments", "J,T1,100.00")
                        .imports()
                        .through(POST.replace("10-31", "11-30"))
                        .file("adjustment_journals", "K,ACCOUNTING,")
                        .file("adjustments", "K,T1,-1050.00")
                        .imports(),
                POST.replace("journal J", "journal K"),
                "--posting-date 2025-11-30 or later",
                POST.replace("journal J", "journal K").replace("10-31", "11-30"));
        UnaryOperator<World> reporting = w -> w.file("companies", "Company,USD,EUR,true,false")
                .file("adjustment_journals", "R,REPORTING,")
                .file("adjustments", "R,T1,1.00;R,T2,1.00")
                .file("inventory_transactions", T1.replace("T1,", "T2,").replace("1000.00,,", "1000.00,900.00,"))
                .imports();
        String postReporting = POST.replace("journal J", "journal R");
        walk(
                COST_MISSING,
                "the cost",
                reporting,
                postReporting,
                "reporting_cost_amount",
                file("inventory_transactions", T1.replace("1000.00,,", "1000.00,900.00,")));
        walk(
                COST_MISSING,
                "without the row",
                reporting,
                postReporting,
                REMEDY_OF_A_LINE,
                w -> w.noFile("inventory_transactions.csv")
                        .file("adjustments", "R,T2,1.00")
                        .imports());
        walk(COST_MISSING, "skipped", reporting, postReporting, "--skip-invalid", postReporting + " --skip-invalid");
        for (String relation : List.of("TABLE,A1", "GROUP,A", "ALL,")) {
            walk(
                    NO_ACCOUNT,
                    relation,
                    w -> w.sql("delete from posting_profile where account_type = 'PROFIT'")
                            .file("adjustments", "J,T1,1.00")
                            .imports(),
                    POST,
                    "for the item, its group or ALL",
                    file("posting_profiles", "PROFIT," + relation + ",91.1"));
        }
        walk(
                UNKNOWN_ACCOUNT,
                "import the account",
                file("inventory_transactions", transaction("true", ",47,")),
                POST,
                "import it in main_accounts.csv",
                file("main_accounts", "47,More goods,BALANCE_SHEET"));
        walk(
                UNKNOWN_ACCOUNT,
                "another account",
                file("inventory_transactions", transaction("true", ",47,")),
                POST,
                "import the transaction with another account",
                file("inventory_transactions", T1));
        walk(
                SAME_ACCOUNT,
                "another profile",
                file("inventory_transactions", transaction("true", ",91.1,")),
                POST,
                "another account in posting_profiles.csv",
                file("posting_profiles", "PROFIT,TABLE,A1,91.2"));
        UnaryOperator<World> sameOffset = w -> w.file("inventory_transactions", transaction("true", ",91.1,"))
                .text("adjustments.csv", "company,journal,transaction_id,amount,offset_account\nC,J,T1,5.00,91.1\n")
                .imports();
        walk(
                SAME_ACCOUNT,
                "another offset of the line",
                sameOffset,
                POST,
                "give the line or its journal another offset account",
                w -> w.text(
                                "adjustments.csv",
                                "company,journal,transaction_id,amount,offset_account\nC,J,T1,5.00,91.2\n")
                        .imports());
    }

    /** What changes while a run is interrupted: both ways out. */
    private static void interruptedRuns() {
        String january = "2025,2025-01-01,2025-12-31,";
        UnaryOperator<World> shut =
                w -> w.interrupted().file("fiscal_periods", january + "CLOSED").imports();
        walk(
                PERIOD_NOT_OPEN,
                "interrupted, undone",
                shut,
                POST,
                "run 1 stays interrupted|open the period again in fiscal_periods.csv",
                file("fiscal_periods", january + "OPEN"));
        walk(
                PERIOD_NOT_OPEN,
                "interrupted, abandoned",
                w -> shut.apply(w.file("fiscal_periods", "2026,2026-01-01,2026-12-31,OPEN")
                        .imports()),
                POST,
                "abandon --run 1",
                command("abandon --run 1"),
                POST.replace("2025-10", "2026-10"));
        UnaryOperator<World> stornoOff = w ->
                w.interrupted().file("companies", "Company,USD,,false,false").imports();
        walk(
                STORNO_NOT_ALLOWED,
                "interrupted, undone",
                stornoOff,
                POST,
                "switch storno_for_inventory_adjustments on again",
                file("companies", "Company,USD,,true,false"));
        walk(
                STORNO_NOT_ALLOWED,
                "interrupted, abandoned",
                stornoOff,
                POST,
                "abandon --run 1",
                command("abandon --run 1"));
        UnaryOperator<World> close = w -> w.interrupted()
                .sql(
                        "insert into imported_close (company_id, currency_layer, closed_on, active) values (1, 'ACCOUNTING', '2025-10-31', true)");
        walk(
                INVENTORY_CLOSED,
                "interrupted, the close taken back",
                close,
                POST,
                "cancel the inventory close",
                sql("update imported_close set active = false"));
        walk(
                INVENTORY_CLOSED,
                "interrupted, abandoned",
                close,
                POST,
                "abandon --run 1",
                command("abandon --run 1"),
                POST.replace("10-31", "11-01"));
        walk(
                NOT_RELEASED,
                "interrupted",
                w -> w.interrupted().file("companies", "Company,USD,,true,true").imports(),
                POST,
                "abandon --run 1, then: let another database user",
                w -> w.through("abandon --run 1").as("walker", "release --company C --journal J"));
        walk(
                TRANSACTION_NOT_OPEN,
                "interrupted, without the row",
                w -> w.interrupted().sql("update inventory_transaction set open = false where id = 1"),
                POST,
                "abandon --run 1, then: remove its row",
                w -> w.through("abandon --run 1")
                        .file("adjustments", WITHOUT_T1)
                        .imports());
        walk(
                TRANSACTION_NOT_OPEN,
                "interrupted, a proposal again",
                w -> w.through("delete-journal --company C --journal J")
                        .through("adjust --company C --journal J --method percent --percent 1")
                        .interrupted()
                        .sql("update inventory_transaction set open = false where id = 1"),
                POST,
                "adjust --again",
                command("abandon --run 1", "adjust --company C --journal J --again"));
        walk(
                VALUE_BELOW_ZERO,
                "interrupted",
                w -> besides(w.interrupted(), "K,T2,-980.00"),
                POST,
                "abandon --run 1, then: adjust it by no less than -20.00",
                w -> w.through("abandon --run 1")
                        .file("adjustments", J.replace("-30.00", "-20.00"))
                        .imports());
        walk(
                PROPOSAL_OUTDATED,
                "interrupted",
                w -> besides(
                        w.through("delete-journal --company C --journal J")
                                .through("adjust --company C --journal J --method percent --percent 1")
                                .interrupted(),
                        "K,T2,5.00"),
                POST,
                "abandon --run 1, then: compute it again with adjust --company C --journal J --again",
                command("abandon --run 1", "adjust --company C --journal J --again"));
        walk(
                NO_VOUCHER,
                "failed: the run that was posted instead",
                w -> w.interrupted().through("abandon --run 1").through(POST),
                "voucher --run 1",
                "period-close runs|posted instead",
                command("runs"),
                "voucher --run 2");
    }

    /** Another journal is posted meanwhile. */
    private static World besides(World world, String line) {
        return world.file("adjustment_journals", "K,ACCOUNTING,")
                .file("adjustments", line)
                .imports()
                .through(POST.replace("journal J", "journal K"));
    }

    private static void cancellations() {
        UnaryOperator<World> second = w -> w.through(POST)
                .file("adjustment_journals", "K,ACCOUNTING,")
                .file("adjustments", "K,T1,5.00;K,T3,5.00")
                .imports();
        String postK = POST.replace("journal J", "journal K");
        walk(
                RUN_NOT_POSTED,
                "finish it",
                World::interrupted,
                CANCEL,
                "finish it with post --company C --journal J|abandon --run 1",
                command("post --company C --journal J"));
        walk(
                RUN_NOT_POSTED,
                "abandon",
                World::interrupted,
                CANCEL,
                "abandon --run 1",
                command("abandon --run 1"),
                POST);
        walk(RUN_NOT_UNFINISHED, "cancel", command(POST), "abandon --run 1", "cancel --run 1", CANCEL);
        walk(
                IS_A_CANCELLATION,
                "a new journal",
                command(POST, CANCEL),
                "cancel --run 2",
                "in a new journal",
                w -> w.file("adjustment_journals", "K,ACCOUNTING,")
                        .file("adjustments", J.replace("J,", "K,"))
                        .imports(),
                postK);
        walk(
                IS_A_CANCELLATION,
                "unfinished: finish",
                w -> w.through(POST).stops(CANCEL),
                "cancel --run 2",
                "cancel --run 1|abandon --run 2",
                CANCEL);
        walk(
                IS_A_CANCELLATION,
                "unfinished: abandon",
                w -> w.through(POST).stops(CANCEL),
                "cancel --run 2",
                "abandon --run 2",
                "abandon --run 2");
        walk(
                RUN_NOT_UNFINISHED,
                "a cancellation: a new journal",
                command(POST, CANCEL),
                "abandon --run 2",
                "in a new journal",
                w -> w.file("adjustment_journals", "K,ACCOUNTING,")
                        .file("adjustments", J.replace("J,", "K,"))
                        .imports(),
                postK);
        walk(
                RUN_IN_THE_WAY,
                "one first",
                w -> second.apply(w).through(postK),
                CANCEL,
                "cancel run 2 first|cancel --run 1 --chain",
                command("cancel --run 2"));
        walk(
                RUN_IN_THE_WAY,
                "the chain",
                w -> second.apply(w).through(postK),
                CANCEL,
                "cancel --run 1 --chain",
                command(CANCEL + " --chain"),
                CANCEL + " --chain --confirm 1");
        walk(
                RUN_IN_THE_WAY,
                "unfinished: finish",
                w -> second.apply(w).stops(postK),
                CANCEL,
                "post --company C --journal K|abandon --run 2",
                command("post --company C --journal K", "cancel --run 2"));
        walk(
                RUN_IN_THE_WAY,
                "unfinished: abandon",
                w -> second.apply(w).stops(postK),
                CANCEL,
                "abandon --run 2",
                command("abandon --run 2"));
        walk(
                BEFORE_ORIGINAL,
                "that date",
                command(POST),
                CANCEL + " --posting-date 2025-10-30",
                "--posting-date 2025-10-31 or later",
                CANCEL + " --posting-date 2025-10-31");
        UnaryOperator<World> half = w -> second.apply(w).stops(CANCEL);
        walk(
                UNFINISHED_CANCELLATION,
                "finish",
                half,
                postK,
                "cancel --run 1|post without --journal|abandon --run 2",
                command(CANCEL));
        walk(
                UNFINISHED_CANCELLATION,
                "without --journal",
                half,
                postK,
                "post without --journal",
                "post --company C --posting-date 2025-10-31");
        walk(UNFINISHED_CANCELLATION, "abandon", half, postK, "abandon --run 2", command("abandon --run 2"));
        walk(
                PERIOD_NOT_OPEN,
                "of a cancellation",
                w -> w.through(POST)
                        .file("fiscal_periods", "2025,2025-01-01,2025-12-31,CLOSED;2026,2026-01-01,2026-12-31,OPEN")
                        .imports(),
                CANCEL,
                "cancel with a --posting-date in an OPEN period",
                CANCEL + " --posting-date 2026-01-01");
        walk(
                INVENTORY_CLOSED,
                "of a cancellation",
                w -> w.through(POST)
                        .sql(
                                "insert into imported_close (company_id, currency_layer, closed_on, active) values (1, 'ACCOUNTING', '2025-10-31', true)"),
                CANCEL,
                "cancel the close first",
                sql("update imported_close set active = false"));
        walk(
                VALUE_BELOW_ZERO,
                "of a cancellation: a later date",
                w -> besides(w.file("adjustments", "J,T1,100.00").imports().through(POST), "K,T1,-1050.00")
                        .through("cancel --run 2 --posting-date 2025-11-30"),
                CANCEL,
                "cancel it with --posting-date 2025-11-30 or later",
                CANCEL + " --posting-date 2025-11-30");
    }

    private static final String SALE = "I9,A1,ISSUE,-1,,2025-02-01,-10.00,,true,,,,,,";

    private static final String CLOSE = "close --company C --date 2025-10-31";

    /** A1 allows no negative stock, and more of it is sold than there is. */
    private static World soldShort(World world) {
        return world.text("item_model_groups.csv", """
                        company,item_model_group,include_physical_value,fixed_receipt_price,negative_stock,financial_dimensions
                        C,STRICT,false,false,false,
                        """)
                .text("items.csv", ITEM_OF_A_GROUP.formatted("STRICT"))
                .file("posting_profiles", "ISSUE,ALL,,91.2")
                .file("inventory_transactions", "I9,A1,ISSUE,-4,,2025-02-01,-10.00,,true,,,,,,")
                .imports();
    }

    /** One of A1 is sold for less than it cost. */
    private static World sold(World world) {
        return world.file("posting_profiles", "ISSUE,ALL,,91.2")
                .file("inventory_transactions", SALE)
                .imports();
    }

    /** Days that a close has closed or cannot reach. */
    private static void closedDays() {
        walk(
                PERIOD_NOT_OPEN,
                "of a close",
                UnaryOperator.identity(),
                "close --company C --date 2026-01-31",
                "close with a --date in an OPEN period, or import the period in fiscal_periods.csv",
                CLOSE);
        walk(
                PERIOD_NOT_OPEN,
                "of a recalculation",
                UnaryOperator.identity(),
                "recalculate --company C --date 2026-01-31",
                "recalculate with a --date in an OPEN period",
                "recalculate --company C --date 2025-12-31");
        String quarter =
                "2025,2025-01-01,2025-10-31,OPEN;2025-11,2025-11-01,2025-11-30,%s;2025-12,2025-12-01,2025-12-31,OPEN";
        UnaryOperator<World> recalculated = w -> sold(w).through("recalculate --company C --date 2025-11-30 --item A1")
                .through("recalculate --company C --date 2025-11-30")
                .file("fiscal_periods", quarter.formatted("CLOSED"))
                .imports();
        walk(
                PERIOD_NOT_OPEN,
                "of a recalculation that a close cancels: open it",
                recalculated,
                CLOSE,
                "the close must cancel run 1, the recalculation of 2025-11-30, and posting date 2025-11-30 lies in|open the period in fiscal_periods.csv",
                file("fiscal_periods", quarter.formatted("OPEN")));
        walk(
                PERIOD_NOT_OPEN,
                "of a recalculation that a close cancels: cancelled later",
                recalculated,
                CLOSE,
                "or first cancel --run 2 with a --posting-date in an OPEN period|or first cancel --run 1 with a",
                command("cancel --run 2 --posting-date 2025-12-31", "cancel --run 1 --posting-date 2025-12-31"));
        walk(
                INVENTORY_CLOSED,
                "by a run: a later date",
                command(CLOSE),
                POST,
                "closed up to 2025-10-31 in the ACCOUNTING layer by run 1|post with a later --posting-date",
                POST.replace("10-31", "11-01"));
        walk(INVENTORY_CLOSED, "by a run: cancelled", command(CLOSE), POST, "or cancel --run 1 first", command(CANCEL));
        walk(
                INVENTORY_CLOSED,
                "a recalculation: a later date",
                command(CLOSE),
                "recalculate --company C --date 2025-10-31",
                "recalculate with a later --date, or cancel --run 1 first",
                "recalculate --company C --date 2025-11-30");
        walk(
                INVENTORY_CLOSED,
                "a cancellation: the close first",
                command(POST, CLOSE),
                CANCEL,
                "by run 2, run 1 was posted on 2025-10-31: cancel --run 2 first: it stands on what the run posted",
                command("cancel --run 2"));
        walk(
                INVENTORY_CLOSED,
                "an import: cancelled",
                w -> w.through(CLOSE)
                        .file("posting_profiles", "ISSUE,ALL,,91.2")
                        .file("inventory_transactions", SALE),
                "import $",
                "closed up to 2025-10-31 by run 1: give it a later financial date, cancel --run 1 first",
                command(CANCEL));
    }

    /** What is wrong with transactions is corrected by import; then the same close is through. */
    private static void linesOfAClose() {
        walk(
                COST_MISSING,
                "a close",
                file("companies", "Company,USD,EUR,true,false"),
                CLOSE + " --layer reporting",
                "transaction \"T5\" of item \"B1\" has no cost in the REPORTING layer: import it again with its reporting_cost_amount",
                file(
                        "inventory_transactions",
                        Stream.of("T1,A1", "T2,A1", "T3,A2", "T4,B1", "T5,B1")
                                .map(receipt -> receipt + ",RECEIPT,1,,2025-01-31,1000.00,900.00,true,,,,,,")
                                .collect(Collectors.joining(";"))));
        for (String relation : List.of("TABLE,A1", "GROUP,A", "ALL,")) {
            walk(
                    NO_ACCOUNT,
                    "a close, ISSUE " + relation,
                    file("inventory_transactions", SALE),
                    CLOSE,
                    "has no offset account: give the item, its group or ALL an account of type ISSUE in posting_profiles.csv",
                    file("posting_profiles", "ISSUE," + relation + ",91.2"));
        }
        walk(
                NO_ACCOUNT,
                "a close, INVENTORY",
                w -> sold(w).sql("delete from posting_profile where account_type = 'INVENTORY'"),
                CLOSE,
                "has no inventory account: give the item, its group or ALL an account of type INVENTORY",
                file("posting_profiles", "INVENTORY,GROUP,A,41"));
        walk(
                UNKNOWN_ACCOUNT,
                "a close",
                file("inventory_transactions", SALE + "47"),
                CLOSE,
                "names account \"47\", which company \"C\" does not have: add the account in main_accounts.csv",
                file("main_accounts", "47,Cost of sales,PROFIT_AND_LOSS"));
        walk(
                SAME_ACCOUNT,
                "a close: the profile",
                w -> w.file("posting_profiles", "ISSUE,ALL,,91.2")
                        .file("inventory_transactions", SALE.replaceFirst(",$", "91.2,"))
                        .imports(),
                CLOSE,
                "correct the posting profiles INVENTORY and ISSUE in posting_profiles.csv",
                file("posting_profiles", "ISSUE,ALL,,91.1"));
        walk(
                SAME_ACCOUNT,
                "a close: the transaction",
                file("inventory_transactions", SALE + "41"),
                CLOSE,
                "or the accounts of the transaction",
                file("inventory_transactions", SALE + "91.2"));
    }

    private static void revaluations() {
        String revalue = "revalue --company C --item A1 --price 900 --date ";
        String convert = "convert --company C --item A1 --price 900 --date ";
        UnaryOperator<World> movingAverage = file("items", "A1,A1,A,MOVING_AVERAGE,,");
        walk(
                NOT_PERPETUAL,
                "adjust it",
                UnaryOperator.identity(),
                revalue + "2025-10-31",
                "change the value of its receipts with adjust",
                ADJUST + "fixed-cost-price --price 900 --item A1");
        walk(
                NOT_PERIODIC,
                "revalue it",
                w -> movingAverage.apply(w).through(CLOSE),
                convert + "2025-11-01",
                "set its value with revalue",
                revalue + "2025-11-01");
        walk(
                CONVERSION_IS_FINAL,
                "a wrong price",
                command(CLOSE, convert + "2025-11-01"),
                "cancel --run 2",
                "correct a price with revalue",
                revalue + "2025-11-01");
        walk(
                CONVERSION_IS_FINAL,
                "the close before it",
                command(CLOSE, convert + "2025-11-01"),
                CANCEL,
                "anything else in the open period",
                ADJUST + "percent --percent 1 --item B1 --settled");
        walk(
                NO_CLOSE,
                "close first",
                UnaryOperator.identity(),
                convert + "2025-11-01",
                "run " + CLOSE + " first",
                command(CLOSE));
        walk(
                NO_CLOSE,
                "the day after the last close",
                command(CLOSE),
                convert + "2025-11-11",
                "convert with the day after the last close",
                convert + "2025-11-01");
        walk(
                BEFORE_TRANSACTION,
                "revalue later",
                w -> movingAverage
                        .apply(w)
                        .file("inventory_transactions", "R9,A1,RECEIPT,2,,2025-02-02,10.00,,true,,,,,,")
                        .imports(),
                revalue + "2025-02-01",
                "revalue with --date 2025-02-02 or later",
                revalue + "2025-02-02");
        UnaryOperator<World> laterReceipt = w -> w.through(CLOSE)
                .file("inventory_transactions", "R9,A1,RECEIPT,2,,2025-11-05,10.00,,true,,,,,,")
                .imports();
        walk(
                BEFORE_TRANSACTION,
                "close, then convert",
                laterReceipt,
                convert + "2025-11-01",
                "close 2025-11-05 or a later day, then convert with the day after it",
                command("close --company C --date 2025-11-05"),
                convert + "2025-11-06");
        walk(
                NO_COST_PRICE,
                "of a revaluation",
                movingAverage,
                "revalue --company C --item-cost-price --date 2025-10-31",
                "import its cost_price in items.csv",
                file("items", "A1,A1,A,MOVING_AVERAGE,900.00,"));
        walk(
                NO_COST_PRICE,
                "a file without the item",
                w -> w.through(CLOSE).text("prices.csv", "item_number,price\nB1,900\n"),
                "convert --company C --item A1 --prices $/prices.csv --date 2025-11-01",
                "give it a line in the file of --prices",
                w -> w.text("prices.csv", "item_number,price\nB1,900\nA1,900\n"));
        walk(
                NEGATIVE_STOCK,
                "of a conversion",
                w -> soldShort(w).through(CLOSE + " --accept NEGATIVE_STOCK"),
                convert + "2025-11-01",
                "post the missing receipts, close again, then convert",
                w -> w.file("inventory_transactions", "R9,A1,RECEIPT,2,,2025-11-05,10.00,,true,,,,,,")
                        .imports()
                        .through("close --company C --date 2025-11-05"),
                convert + "2025-11-06");
        walk(
                RUN_IN_THE_WAY,
                "revalue later",
                w -> movingAverage.apply(w).through(revalue + "2025-10-31"),
                revalue + "2025-10-30",
                "revalue with --date 2025-10-31 or later, or cancel --run 1 first",
                revalue + "2025-10-31");
        walk(
                RUN_IN_THE_WAY,
                "cancel the later revaluation",
                w -> movingAverage.apply(w).through(revalue + "2025-10-31"),
                revalue + "2025-10-30",
                "revalue with --date 2025-10-31 or later, or cancel --run 1 first",
                command(CANCEL));
        walk(
                UNFINISHED_RUN,
                "finish a revaluation",
                w -> movingAverage
                        .apply(w)
                        .file("items", "A1,A1,A,MOVING_AVERAGE,900,;A2,A2,A,MOVING_AVERAGE,900,")
                        .imports()
                        .stops("revalue --company C --item-cost-price --date 2025-10-31"),
                CLOSE,
                "run 1, the revaluation of 2025-10-31, is unfinished: finish it with revalue --company C --date 2025-10-31"
                        + " --item-cost-price, or end it with abandon --run 1",
                command("revalue --company C --date 2025-10-31 --item-cost-price"));
    }

    /** A1 is sold out, and one piece of it has come back from the sale that nothing pays for. */
    private static void negativeOnHand() {
        String method = ADJUST + "fixed-cost-price --price 900 --on-hand --item ";
        walk(
                NEGATIVE_ON_HAND,
                "leave it out",
                w -> w.file("posting_profiles", "ISSUE,ALL,,91.2")
                        .text("inventory_transactions.csv", """
                                company,transaction_id,item_number,kind,quantity,physical_date,financial_date,cost_amount,reporting_cost_amount,open,site,warehouse,batch_number,serial_number,inventory_account,offset_account,return_of
                                C,I9,A1,ISSUE,-9000,,2025-02-01,-10.00,,true,,,,,,,
                                C,R9,A1,RECEIPT,1,,2025-02-02,10.00,,true,,,,,,,I9
                                """)
                        .imports()
                        .through(CLOSE),
                method + "A1",
                "leave it out of the selection",
                method + "B1");
    }

    /** Flows whose issues name no offset account. */
    private static void flowsOfAClose() {
        String header =
                "company,transaction_id,item_number,kind,quantity,physical_date,financial_date,cost_amount,reporting_cost_amount,open,"
                        + "site,warehouse,batch_number,serial_number,inventory_account,offset_account,cost_flow\n";
        String sent = "C,I9,A1,ISSUE,-1,,2025-02-01,-10.00,,true,,,,,,%s,F\n";
        walk(
                NO_ACCOUNT,
                "a close, in transit",
                w -> w.text("inventory_transactions.csv", header + sent.formatted(""))
                        .imports(),
                CLOSE,
                "a receipt of its flow \"F\" is not there on 2025-10-31; run 1 stays interrupted: end the run with abandon --run 1, then:"
                        + " import the issue again with an offset_account for goods in transit",
                w -> w.through("abandon --run 1")
                        .text("inventory_transactions.csv", header + sent.formatted("91.1"))
                        .imports());
        String assembled = header
                + "C,I8,A1,ISSUE,-1,,2025-02-01,-10.00,,true,,,,,,%1$s,F\nC,I9,A2,ISSUE,-1,,2025-02-01,-10.00,,true,,,,,%2$s,%1$s,F\n"
                + "C,R9,B1,RECEIPT,1,,2025-02-01,20.00,,true,,,,,,,F\n";
        for (String remedy : List.of("91.1,91.2", ",41")) {
            String[] accounts = remedy.split(",", -1);
            walk(
                    FLOW_ACCOUNTS,
                    "a close, " + remedy,
                    w -> w.text("inventory_transactions.csv", String.format(Locale.ROOT, assembled, "", "91.2"))
                            .imports(),
                    CLOSE,
                    "the issues of flow \"F\" name no offset account and have different inventory accounts: \"41\", \"91.2\": import the"
                            + " issues again with an offset_account for goods in transit, or with the same inventory_account",
                    w -> w.text(
                                    "inventory_transactions.csv",
                                    String.format(Locale.ROOT, assembled, accounts[0], accounts[1]))
                            .imports());
        }
    }

    private static void closes() {
        walk(
                NO_CLOSE,
                "look up the closes",
                command(POST),
                "layers --run 1",
                "period-close runs --type close",
                "runs --type close");
        walk(
                CLOSE_NOT_AFTER_LAST,
                "a later date",
                command(CLOSE),
                "close --company C --date 2025-09-30",
                "close a later date, or cancel --run 1 first",
                "close --company C --date 2025-11-30");
        walk(
                CLOSE_NOT_AFTER_LAST,
                "cancel the later close",
                command(CLOSE),
                "close --company C --date 2025-09-30",
                "closed up to 2025-10-31",
                command(CANCEL));
        UnaryOperator<World> fourEyes = file("companies", "Company,USD,,true,true");
        String releasePlan =
                "look at the plan with close --dry-run, let another database user run release --company C --plan with its"
                        + " checksum, then run close with --expect";
        UnaryOperator<World> released = w -> w.plans(CLOSE).as("walker", "release --company C --plan #");
        walk(NOT_RELEASED, "the plan of a close", fourEyes, CLOSE, releasePlan, released, CLOSE + " --expect #");
        walk(
                NOT_RELEASED,
                "a plan that nobody has released",
                fourEyes,
                CLOSE + " --expect " + "0".repeat(64),
                releasePlan,
                released,
                CLOSE + " --expect #");
        walk(
                NOT_RELEASED,
                "a plan that oneself has released",
                w -> fourEyes.apply(w).plans(CLOSE).through("release --company C --plan #"),
                CLOSE + " --expect #",
                releasePlan,
                released);
        walk(
                NOT_RELEASED,
                "a release that was used",
                w -> released.apply(fourEyes.apply(w))
                        .through(CLOSE + " --expect #")
                        .through(CANCEL),
                CLOSE + " --expect #",
                "since run 1 used its release|" + releasePlan,
                released);
        walk(
                NOT_RELEASED,
                "an interrupted close",
                w -> fourEyes.apply(soldShort(w).stops(CLOSE + " --accept NEGATIVE_STOCK")),
                CLOSE,
                "abandon --run 1, then: " + releasePlan,
                w -> released.apply(w.through("abandon --run 1").sql("update item set item_model_group_id = null")),
                CLOSE + " --expect #");
        walk(
                UNFINISHED_RUN,
                "finish it",
                World::interrupted,
                CLOSE,
                "run 1 of journal \"J\" is unfinished: finish it with post --company C --journal J, or end it with",
                command("post --company C --journal J"));
        walk(UNFINISHED_RUN, "abandon", World::interrupted, CLOSE, "abandon --run 1", command("abandon --run 1"));
        walk(
                UNFINISHED_RUN,
                "finish the close",
                w -> sold(w).stops(CLOSE),
                "recalculate --company C --date 2025-11-30",
                "run 1, the close of 2025-10-31, is unfinished: finish it with " + CLOSE + ", or end it with",
                command(CLOSE));
        String ofItems = "recalculate --company C --date 2025-10-31 --item A1 --item B1 --item-group A";
        walk(
                UNFINISHED_RUN,
                "finish a recalculation of some items",
                w -> sold(w).stops(ofItems),
                POST.replace("10-31", "10-01"),
                "run 1, the recalculation of 2025-10-31, is unfinished|finish it with " + ofItems + ", or end it with",
                command(ofItems),
                POST);
        walk(
                NEGATIVE_STOCK,
                "accept",
                RemediesTest::soldShort,
                CLOSE,
                "close with --accept NEGATIVE_STOCK",
                CLOSE + " --accept NEGATIVE_STOCK");
        walk(
                NEGATIVE_STOCK,
                "the missing receipt",
                RemediesTest::soldShort,
                CLOSE,
                "post the missing receipts",
                file("inventory_transactions", "R9,A1,RECEIPT,2,,2025-01-31,10.00,,true,,,,,,"));
        UnaryOperator<World> otherModel = w -> soldShort(w)
                .through("close --company C --date 2025-09-30 --accept NEGATIVE_STOCK")
                .text("items.csv", ITEM_OF_A_GROUP.formatted("").replace("FIFO", "LIFO"))
                .imports();
        walk(
                MODEL_CHANGED,
                "accept",
                otherModel,
                CLOSE,
                "close with --accept MODEL_CHANGED",
                CLOSE + " --accept MODEL_CHANGED");
        walk(
                MODEL_CHANGED,
                "restore",
                otherModel,
                CLOSE,
                "restore its inventory model",
                w -> w.text("items.csv", ITEM_OF_A_GROUP.formatted("")).imports());
        UnaryOperator<World> takenOver = w -> w.file("items", "A1,A1,A,MOVING_AVERAGE,,")
                .imports()
                .through("close --company C --date 2025-09-30")
                .file("items", "A1,A1,A,FIFO,,")
                .imports();
        walk(
                MODEL_CHANGED,
                "valued by the ERP: accept",
                takenOver,
                CLOSE,
                "was valued by the ERP at the last close|close with --accept MODEL_CHANGED",
                CLOSE + " --accept MODEL_CHANGED");
        walk(
                MODEL_CHANGED,
                "valued by the ERP: restore",
                takenOver,
                CLOSE,
                "restore its inventory model",
                file("items", "A1,A1,A,MOVING_AVERAGE,,"));
        closedDays();
        linesOfAClose();
        flowsOfAClose();
        negativeOnHand();
        UnaryOperator<World> mismatched = w -> w.file("posting_profiles", "ISSUE,ALL,,91.2")
                .file(
                        "inventory_transactions",
                        "R8,A1,RECEIPT,1,,2025-01-31,10.00,,true,S,,,,,;R9,A1,RECEIPT,1,,2025-01-31,10.00,,true,W,,,,,;I9,A1,ISSUE,-1,,2025-02-01,-10.00,,true,S,,,,,")
                .text("markings.csv", MARKING.formatted("R9", "1"))
                .imports();
        walk(
                MARKING_MISMATCH,
                "correct it",
                mismatched,
                CLOSE,
                "correct the marking in markings.csv",
                w -> w.text("markings.csv", MARKING.formatted("R8", "1")).imports());
        walk(
                MARKING_MISMATCH,
                "take it out",
                mismatched,
                CLOSE,
                "or take it out: a row with the issue alone",
                w -> w.text("markings.csv", MARKING.formatted("", "")).imports());
        UnaryOperator<World> matched = w -> w.file("posting_profiles", "ISSUE,ALL,,91.2")
                .file("inventory_transactions", "I9,A1,ISSUE,-1,,2025-02-01,-10.00,,true,,,,,,")
                .text("markings.csv", MARKING.formatted("T2", "1"))
                .imports()
                .through(CLOSE)
                .text("markings.csv", MARKING.formatted("", ""));
        walk(
                INVENTORY_CLOSED,
                "a marking: kept",
                matched,
                "import $",
                "mark 1 of it or more",
                w -> w.text("markings.csv", MARKING.formatted("T2", "1")));
        walk(
                INVENTORY_CLOSED,
                "a marking: the close cancelled",
                matched,
                "import $",
                "cancel the close first: cancel --run 1",
                command(CANCEL));
    }

    private static void proposals() {
        walk(
                JOURNAL_EXISTS,
                "another name",
                UnaryOperator.identity(),
                "adjust --company C --journal J --method percent --percent 1",
                "another name|delete-journal --company C --journal J",
                ADJUST + "percent --percent 1");
        walk(
                JOURNAL_EXISTS,
                "deleted",
                UnaryOperator.identity(),
                "adjust --company C --journal J --method percent --percent 1",
                "while no run has tried it",
                command("delete-journal --company C --journal J"));
        String percent = ADJUST + "percent --percent 1 ";
        walk(
                UNKNOWN_ITEM,
                "another",
                UnaryOperator.identity(),
                percent + "--item A9",
                "correct --item",
                percent + "--item A1");
        walk(
                UNKNOWN_ITEM,
                "import",
                UnaryOperator.identity(),
                percent + "--item A9 --item A1",
                "import the item",
                file("items", "A9,A9,A,FIFO,,"));
        walk(
                UNKNOWN_ITEM_GROUP,
                "another",
                UnaryOperator.identity(),
                percent + "--item-group Q",
                "correct --item-group",
                percent + "--item-group A");
        walk(
                UNKNOWN_ITEM_GROUP,
                "import",
                UnaryOperator.identity(),
                percent + "--item-group Q --item-group A",
                "import the item group",
                file("item_groups", "Q,Q"));
        walk(
                UNKNOWN_TRANSACTION,
                "another",
                w -> w.text("ids.txt", "T9\n"),
                percent + "--transactions $/ids.txt",
                "",
                w -> w.text("ids.txt", "T1\n"));
        walk(
                UNKNOWN_TRANSACTION,
                "import",
                w -> w.text("ids.txt", "T9\n"),
                percent + "--transactions $/ids.txt",
                "",
                file("inventory_transactions", T1.replace("T1", "T9")));
        walk(
                BAD_FILE,
                "of transactions",
                UnaryOperator.identity(),
                percent + "--transactions $/ids.txt",
                "",
                w -> w.text("ids.txt", "T1\n"));
        walk(
                UNKNOWN_CHARGES_CODE,
                "another",
                file("charges_codes", "F,Freight,91.2"),
                percent + "--charges-code Q",
                "give another one",
                percent + "--charges-code F");
        walk(
                UNKNOWN_CHARGES_CODE,
                "import",
                UnaryOperator.identity(),
                percent + "--charges-code Q",
                "charges_codes.csv",
                file("charges_codes", "Q,Freight,91.2"));
        walk(
                UNKNOWN_ACCOUNT,
                "of a proposal",
                UnaryOperator.identity(),
                percent + "--offset-account 77",
                "import it in main_accounts.csv, or give another one",
                file("main_accounts", "77,Other,PROFIT_AND_LOSS"));
        walk(
                UNKNOWN_ACCOUNT,
                "of a proposal, another",
                UnaryOperator.identity(),
                percent + "--offset-account 77",
                "give another one",
                percent + "--offset-account 91.2");
        walk(
                SAME_ACCOUNT,
                "of a proposal",
                UnaryOperator.identity(),
                percent + "--offset-account 41",
                "another offset account|out of the selection",
                percent + "--offset-account 91.2");
        walk(
                NOTHING_SELECTED,
                "widen",
                UnaryOperator.identity(),
                percent + "--financial-date-from 2025-06-01",
                "fewer options",
                percent.strip());
        walk(
                NOTHING_SELECTED,
                "import",
                sql("delete from adjustment; delete from inventory_transaction"),
                percent.strip(),
                "import them with inventory_transactions.csv",
                file("inventory_transactions", T1));
        walk(
                NO_COST_PRICE,
                "import",
                UnaryOperator.identity(),
                ADJUST + "item-cost-price --item A1",
                "cost_price in items.csv",
                file("items", "A1,A1,A,FIFO,1001.00,"));
        walk(
                NO_COST_PRICE,
                "left out",
                file("items", "A1,A1,A,FIFO,1001.00,"),
                ADJUST + "item-cost-price",
                "leave the item out",
                ADJUST + "item-cost-price --item A1");
        walk(
                ZERO_BASE,
                "by quantity",
                sql("update inventory_transaction set cost_amount = 0"),
                ADJUST + "amount --amount 5 --principle value",
                "--principle quantity",
                ADJUST + "amount --amount 5 --principle quantity");
        walk(
                VALUE_BELOW_ZERO,
                "of a proposal, less",
                UnaryOperator.identity(),
                ADJUST + "amount --amount -9000",
                "adjust by less",
                ADJUST + "amount --amount -5000");
        walk(
                VALUE_BELOW_ZERO,
                "of a proposal, left out",
                sql("update inventory_transaction set cost_amount = 0.50 where id = 3"),
                ADJUST + "amount --amount -1000 --principle quantity",
                "out of the selection",
                ADJUST + "amount --amount -1000 --principle quantity --item A1 --item B1");
        walk(
                BAD_VALUE,
                "of a proposal",
                UnaryOperator.identity(),
                ADJUST + "amount --amount 1.005",
                "round it to 2 decimals",
                ADJUST + "amount --amount 1.01");
        walk(
                COST_MISSING,
                "of a proposal",
                w -> w.text("ids.txt", "T2\n")
                        .file("companies", "Company,USD,EUR,true,false")
                        .file(
                                "inventory_transactions",
                                T1.replace("T1,", "T2,").replace("1000.00,,", "1000.00,900.00,"))
                        .imports(),
                percent + "--layer reporting",
                "--transactions",
                percent + "--layer reporting --transactions $/ids.txt");
        walk(
                NOT_A_PROPOSAL,
                "import",
                UnaryOperator.identity(),
                "adjust --company C --journal J --again",
                "change its lines by import|adjust --method",
                file("adjustments", WITHOUT_T1),
                POST);
        walk(
                NOT_A_PROPOSAL,
                "a new one",
                UnaryOperator.identity(),
                "adjust --company C --journal J --again",
                "delete-journal --company C --journal J",
                command(percent.strip(), "delete-journal --company C --journal J"),
                "adjust --company C --journal N --again");
        walk(
                PROPOSAL_OUTDATED,
                "again",
                w -> w.through(percent.strip()).through(POST),
                POST.replace("journal J", "journal N"),
                "adjust --company C --journal N --again",
                command("adjust --company C --journal N --again"));
        walk(
                JOURNAL_NOT_OPEN,
                "posted: cancel and a new one",
                command(POST),
                "delete-journal --company C --journal J",
                "cancel its run|a new journal",
                w -> w.through(CANCEL)
                        .file("adjustment_journals", "K,ACCOUNTING,")
                        .file("adjustments", "K,T1,1.00")
                        .imports(),
                POST.replace("journal J", "journal K"));
        walk(
                JOURNAL_NOT_OPEN,
                "unfinished: abandon and release",
                World::interrupted,
                "release --company C --journal J",
                "abandon|run the same command again",
                w -> w.through("abandon --run 1").as("walker", "release --company C --journal J"),
                POST);
        walk(
                JOURNAL_NOT_OPEN,
                "unfinished: abandon and compute again",
                w -> w.through(percent.strip()).stops(POST.replace("journal J", "journal N")),
                "adjust --company C --journal N --again",
                "abandon|run the same command again",
                command("abandon --run 1"));
        UnaryOperator<World> empty = w -> w.file("adjustment_journals", "J,ACCOUNTING,")
                .file("adjustments", "")
                .imports();
        walk(
                JOURNAL_NOT_OPEN,
                "unfinished: abandon and leave it empty",
                World::interrupted,
                "delete-journal --company C --journal J",
                "abandon|leave it empty instead",
                w -> empty.apply(w.through("abandon --run 1")),
                POST);
        walk(
                JOURNAL_NOT_OPEN,
                "failed: leave it empty",
                w -> w.interrupted().through("abandon --run 1"),
                "delete-journal --company C --journal J",
                "leave it empty instead",
                empty,
                POST);
    }

    private static void imports() {
        String groups = "company,item_group,name\n";
        walk(NO_DIRECTORY, "another path", w -> w.file("item_groups", "Q,Q"), "import $/none", "", "import $");
        walk(NO_FILES, "their names", w -> w.text("README.md", ""), "import $", "", w -> w.file("item_groups", "Q,Q"));
        walk(
                MISNAMED_FILE,
                "renamed",
                w -> w.text("Items_groups.csv", groups),
                "import $",
                "rename it to|remove it from",
                w -> w.noFile("Items_groups.csv").text("item_groups.csv", groups + "C,Q,Q\n"));
        walk(
                MISNAMED_FILE,
                "taken out",
                w -> w.file("item_groups", "Q,Q").text("item.csv", ""),
                "import $",
                "remove it from the directory",
                w -> w.noFile("item.csv"));
        imported(
                BAD_FILE,
                "company;item_group;name\nC;Q;Q\n",
                "comma-separated CSV with the header company,item_group,name",
                groups + "C,Q,Q\n");
        imported(BAD_FILE, groups + "C,Q,Q,\n", "put quotes around a value that holds a comma", groups + "C,Q,Q\n");
        imported(
                BAD_FILE,
                groups + "C,Q,A, B\n",
                "put quotes around a value that holds a comma",
                groups + "C,Q,\"A, B\"\n");
        imported(BAD_FILE, groups + "C,Q,Q\n" + groups, "remove the line", groups + "C,Q,Q\n");
        imported(BAD_FILE, groups + "C,Q,\"Q\nC,R,R\n", "close the quote", groups + "C,Q,\"Q\"\nC,R,R\n");
        imported(BAD_FILE, "", "", groups + "C,Q,Q\n");
        imported(
                UNKNOWN_COLUMN,
                "Company,item_group,name\nC,Q,Q\n",
                "write `company` in small letters",
                groups + "C,Q,Q\n");
        imported(UNKNOWN_COLUMN, "company,item_group,name,colour\nC,Q,Q,red\n", "remove it", groups + "C,Q,Q\n");
        imported(MISSING_COLUMN, "company,item_group\nC,Q\n", "add it", groups + "C,Q,Q\n");
        imported(
                BAD_VALUE,
                groups + "C,Q\u00a01,Q\n",
                "replace it by a plain space, or remove it",
                groups + "C,Q 1,Q\n");
        imported(DUPLICATE, groups + "C,Q,Q\nC,Q,R\n", "keep one of the two lines", groups + "C,Q,Q\n");
        imported(DUPLICATE, "company,item_group,name,name\nC,Q,Q,Q\n", "", groups + "C,Q,Q\n");
        imported(BROKEN_REFERENCE, groups + "X,Q,Q\n", "companies.csv", groups + "C,Q,Q\n");
        walk(
                BROKEN_REFERENCE,
                "imported with it",
                w -> w.file("items", "Z,Z,Q,FIFO,,"),
                "import $",
                "correct it or add it to item_groups.csv",
                w -> w.file("item_groups", "Q,Q"));
        walk(
                BAD_VALUE,
                "an existing day",
                w -> w.file("fiscal_periods", "2026,2026-01-01,2026-02-30,OPEN"),
                "import $",
                "write an existing day",
                w -> w.file("fiscal_periods", "2026,2026-01-01,2026-02-28,OPEN"));
        walk(
                BAD_VALUE,
                "periods overlap: the other too",
                w -> w.file("fiscal_periods", "2025-12,2025-12-01,2025-12-31,OPEN"),
                "import $",
                "correct the dates, or import the other period",
                w -> w.file("fiscal_periods", "2025-12,2025-12-01,2025-12-31,OPEN;2025,2025-01-01,2025-11-30,OPEN"));
        walk(
                BAD_VALUE,
                "zero",
                w -> w.file("adjustments", "J,T1,0"),
                "import $",
                "remove the line",
                w -> w.file("adjustments", WITHOUT_T1));
        walk(
                BAD_VALUE,
                "decimals",
                w -> w.file("adjustments", "J,T1,1.005"),
                "import $",
                "round it",
                w -> w.file("adjustments", "J,T1,1.01"));
        walk(
                BAD_VALUE,
                "the layer of a journal",
                w -> w.file("adjustment_journals", "J,REPORTING,"),
                "import $",
                "keep the layer, or give the journal another name",
                w -> w.file("adjustment_journals", "J,ACCOUNTING,"));
        walk(
                BAD_VALUE,
                "the inventory account",
                w -> w.file("posting_profiles", "INVENTORY,GROUP,A,91.1"),
                "import $",
                "a BALANCE_SHEET account, or correct the type",
                w -> w.file("posting_profiles", "INVENTORY,GROUP,A,41"));
        walk(
                SAME_ACCOUNT,
                "an import",
                w -> w.file("posting_profiles", "PROFIT,GROUP,A,41"),
                "import $",
                "an account that is not an inventory account",
                w -> w.file("posting_profiles", "PROFIT,GROUP,A,91.2"));
        String many = IntStream.range(0, 1_100).mapToObj(n -> "C,,G" + n + "\n").collect(Collectors.joining());
        imported(MORE_FAULTS, groups + many, "correct those above, then import again", groups + "C,Q,Q\n");
    }

    private static void imported(FaultCode code, String wrong, String told, String right) {
        walk(
                code,
                told,
                w -> w.text("item_groups.csv", wrong),
                "import $",
                told,
                w -> w.text("item_groups.csv", right));
    }

    private static void importsBesideRuns() {
        String shorter = "2025,2025-01-01,2025-10-30,OPEN";
        walk(
                PERIOD_IN_USE,
                "kept",
                w -> w.through(POST).file("fiscal_periods", shorter),
                "import $",
                "keep the day in the period|another period of the file",
                w -> w.file("fiscal_periods", "2025,2025-01-01,2025-10-31,OPEN"));
        walk(
                PERIOD_IN_USE,
                "another period",
                w -> w.through(POST).file("fiscal_periods", shorter),
                "import $",
                "another period of the file",
                w -> w.file("fiscal_periods", shorter + ";2025-4,2025-10-31,2025-12-31,OPEN"));
        walk(
                DIMENSIONS_IN_USE,
                "kept",
                w -> w.file("inventory_transactions", T1.replace("T1,", "T9,").replace(",true,,,,,", ",true,,W,,,"))
                        .imports()
                        .text(
                                "item_model_groups.csv",
                                "company,item_model_group,financial_dimensions\nC,WH,WAREHOUSE+BATCH+SERIAL\n")
                        .text("items.csv", ITEM_OF_A_GROUP.formatted("WH")),
                "import $",
                "keep the dimensions",
                w -> w.text("items.csv", ITEM_OF_A_GROUP.formatted("")));
        walk(
                DIMENSIONS_IN_USE,
                "settled",
                w -> w.file("posting_profiles", "ISSUE,ALL,,91.2")
                        .file("inventory_transactions", "I9,A2,ISSUE,-1,,2025-02-01,-10.00,,true,,W,,,,")
                        .imports()
                        .text(
                                "item_model_groups.csv",
                                "company,item_model_group,financial_dimensions\nC,WH,WAREHOUSE\n")
                        .text("items.csv", ITEM_OF_A_GROUP.formatted("WH").replace("A1,A1", "A2,A2")),
                "import $",
                "until a close has settled all of it",
                command(CLOSE));
        walk(
                TRANSACTION_CHANGED,
                "restored",
                w -> w.file("inventory_transactions", T1.replace("1000.00", "999.00")),
                "import $",
                "restore the values",
                w -> w.file("inventory_transactions", T1));
        walk(
                TRANSACTION_CHANGED,
                "another transaction",
                w -> w.file("inventory_transactions", T1.replace("1000.00", "999.00")),
                "import $",
                "another transaction",
                w -> w.file("inventory_transactions", T1.replace("T1", "T1-2")));
        UnaryOperator<World> closes = w -> w.file("inventory_transactions", transaction("false", ",,"));
        walk(TRANSACTION_CHANGED, "closed: posted first", closes, "import $", "post the journal first", command(POST));
        walk(
                TRANSACTION_CHANGED,
                "closed: without the row",
                closes,
                "import $",
                "remove the row from adjustments.csv and import both files",
                w -> w.file("adjustments", WITHOUT_T1));
        UnaryOperator<World> proposed = w -> closes.apply(w.through("delete-journal --company C --journal J")
                .through("adjust --company C --journal J --method percent --percent 1"));
        walk(
                TRANSACTION_CHANGED,
                "closed: deleted",
                proposed,
                "import $",
                "delete-journal while no run has tried it",
                command("delete-journal --company C --journal J"));
        walk(
                TRANSACTION_CHANGED,
                "closed: the other lines",
                proposed,
                "import $",
                "a journal of adjust: import its other lines",
                w -> w.file("adjustments", "J,T2,10.00;J,T3,10.00;J,T4,10.00;J,T5,10.00"));
        walk(
                TRANSACTION_CHANGED,
                "unfinished: posted",
                w -> closes.apply(w.interrupted()),
                "import $",
                "post --company C --journal J|abandon --run 1",
                command(POST));
        walk(
                TRANSACTION_CHANGED,
                "unfinished: accounts",
                w -> w.interrupted().file("inventory_transactions", transaction("true", ",41,")),
                "import $",
                "abandon --run 1, then import again",
                command("abandon --run 1"));
        walk(
                TRANSACTION_CHANGED,
                "unfinished cancellation: finished",
                w -> closes.apply(w.through(POST).stops(CANCEL)),
                "import $",
                "cancel --run 1|abandon --run 2",
                command(CANCEL));
        walk(
                TRANSACTION_CHANGED,
                "unfinished cancellation: abandoned",
                w -> closes.apply(w.through(POST).stops(CANCEL)),
                "import $",
                "abandon --run 2",
                command("abandon --run 2"));
        walk(
                TRANSACTION_CHANGED,
                "accounts of what is settled",
                w -> w.through(POST).file("inventory_transactions", transaction("true", ",41,")),
                "import $",
                "restore the accounts",
                w -> w.file("inventory_transactions", T1));
        UnaryOperator<World> close = w -> closes.apply(w.sql(
                        "insert into imported_close (company_id, currency_layer, closed_on, active) values (1, 'ACCOUNTING', '2025-01-31', true)")
                .file("adjustments", WITHOUT_T1));
        walk(
                TRANSACTION_CHANGED,
                "closed inventory: restored",
                close,
                "import $",
                "restore open",
                w -> w.file("inventory_transactions", T1));
        walk(
                TRANSACTION_CHANGED,
                "closed inventory: taken back",
                close,
                "import $",
                "cancel the inventory close first",
                sql("update imported_close set active = false"));
        UnaryOperator<World> dated = w -> w.sql(
                        "update inventory_transaction set financial_date = null where id = 1; insert into imported_close (company_id, currency_layer, closed_on, active) values (1, 'ACCOUNTING', '2025-01-31', true)")
                .file("inventory_transactions", T1);
        walk(
                INVENTORY_CLOSED,
                "an import: a later date",
                dated,
                "import $",
                "a later financial date",
                w -> w.file("inventory_transactions", T1.replace("01-31", "02-01")));
        walk(
                INVENTORY_CLOSED,
                "an import: taken back",
                dated,
                "import $",
                "cancel the inventory close first",
                sql("update imported_close set active = false"));
        UnaryOperator<World> newJournal =
                w -> w.file("adjustment_journals", "K,ACCOUNTING,").file("adjustments", "K,T1,1.00");
        walk(
                JOURNAL_FROZEN,
                "changed: a new journal",
                w -> w.through(POST).file("adjustments", J.replace("100.00", "101.00")),
                "import $",
                "a new journal",
                newJournal);
        walk(
                JOURNAL_FROZEN,
                "missing: put back",
                w -> w.through(POST).file("adjustments", WITHOUT_T1),
                "import $",
                "restore the row",
                w -> w.file("adjustments", J));
        walk(
                JOURNAL_FROZEN,
                "missing: all left out",
                w -> w.through(POST).file("adjustments", WITHOUT_T1),
                "import $",
                "leave out all rows",
                w -> w.file("adjustments", ""));
        walk(
                JOURNAL_FROZEN,
                "unfinished: put back",
                w -> w.interrupted().file("adjustments", WITHOUT_T1),
                "import $",
                "restore the row|abandon",
                w -> w.file("adjustments", J));
        walk(
                JOURNAL_FROZEN,
                "unfinished: all left out",
                w -> w.interrupted().file("adjustments", WITHOUT_T1),
                "import $",
                "leave out all rows",
                w -> w.file("adjustments", ""));
        walk(
                JOURNAL_FROZEN,
                "unfinished: abandoned",
                w -> w.interrupted().file("adjustments", WITHOUT_T1),
                "import $",
                "end its run with abandon",
                command("abandon --run 1"));
        walk(
                JOURNAL_FROZEN,
                "description",
                w -> w.through(POST).file("adjustment_journals", "J,ACCOUNTING,new"),
                "import $",
                "restore the description",
                w -> w.file("adjustment_journals", "J,ACCOUNTING,"));
    }

    private static void surroundings() {
        walk(
                WRONG_CONFIGURATION,
                "the setting",
                w -> w.setting("period-close.threads", "abc"),
                POST,
                "",
                w -> w.setting("period-close.threads", "1"));
        walk(DATABASE_UNREACHABLE, "the address", w -> w.away(), POST, "SPRING_DATASOURCE_URL", World::back);
        walk(
                RUN_AT_WORK,
                "waited for",
                w -> w.hold("select pg_advisory_lock(1346587727, 2)"),
                POST,
                "wait until it has ended",
                World::letGo);
        walk(
                UNEXPECTED,
                "again",
                sql("""
                create function broken() returns trigger language plpgsql as $f$ begin raise 'pulled the plug'; end $f$;
                create trigger broken before insert on settlement for each row when (new.inventory_transaction_id = 3)
                    execute function broken()
                """),
                POST,
                "run the same command again to continue",
                sql("drop trigger broken on settlement"));
    }

    static List<Walk> walks() {
        return WALKS;
    }

    @Test
    void every_code_is_walked_or_told_in_the_page_of_errors_as_one_that_no_test_can_walk() throws IOException {
        String page = Files.readString(Path.of("src/docs/errors.md"));
        String section = page.substring(page.indexOf("## Remedies that no test walks"));
        Set<FaultCode> told = Pattern.compile("(?m)^- ([A-Z_]+): \\S.*")
                .matcher(section)
                .results()
                .map((MatchResult row) -> FaultCode.valueOf(row.group(1)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(FaultCode.class)));
        Set<FaultCode> walked =
                WALKS.stream().map(Walk::code).collect(Collectors.toCollection(() -> EnumSet.noneOf(FaultCode.class)));
        assertThat(told).doesNotContainAnyElementsOf(walked);
        assertThat(Stream.concat(told.stream(), walked.stream())).containsExactlyInAnyOrder(FaultCode.values());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("walks")
    void what_the_remedy_says_brings_the_command_through(Walk walk, @TempDir Path folder) {
        try (World world = new World(folder)) {
            walk.before()
                    .apply(world)
                    .refused(walk.code(), walk.command(), walk.told().toArray(String[]::new));
            walk.remedy().apply(world).through(walk.again());
        }
    }
}
