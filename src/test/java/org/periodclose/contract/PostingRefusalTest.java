package org.periodclose.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.periodclose.Ended;
import org.periodclose.cli.InProcess;
import tools.jackson.databind.JsonNode;

/** Every rule of posting, broken: the code, the words, the exit code, and the books as they were. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PostingRefusalTest {
    /**
     * Company C has one journal for each fault of a line; G has a good journal, and an inventory close up to the 15th; O has storno off;
     * N has no reporting currency; S has everything wrong in one journal, and two good lines.
     */
    private static final Folder SET_UP = Folder.create()
            .file("companies.csv", """
                    company,name,accounting_currency,reporting_currency,storno_for_inventory_adjustments
                    C,Line faults,USD,KWD,true
                    G,Good,USD,KWD,true
                    O,Storno off,USD,,false
                    N,No reporting currency,USD,,true
                    S,Several,USD,,false
                    B,Nothing but faults,JPY,,false
                    """)
            .file("fiscal_periods.csv", """
                    company,period,start_date,end_date,status
                    C,2025-10,2025-10-01,2025-10-31,OPEN
                    G,2025-09,2025-09-01,2025-09-30,CLOSED
                    G,2025-10,2025-10-01,2025-10-31,OPEN
                    G,2025-11,2025-11-01,2025-11-30,ON_HOLD
                    O,2025-10,2025-10-01,2025-10-31,OPEN
                    N,2025-10,2025-10-01,2025-10-31,OPEN
                    S,2025-10,2025-10-01,2025-10-31,OPEN
                    B,2025-10,2025-10-01,2025-10-31,OPEN
                    """)
            .file("main_accounts.csv", """
                    company,main_account,name,type
                    C,41,Goods,BALANCE_SHEET
                    C,91.1,Profit,PROFIT_AND_LOSS
                    C,91.2,Loss,PROFIT_AND_LOSS
                    G,41,Goods,BALANCE_SHEET
                    G,91,Profit and loss,PROFIT_AND_LOSS
                    O,41,Goods,BALANCE_SHEET
                    O,91,Profit and loss,PROFIT_AND_LOSS
                    N,41,Goods,BALANCE_SHEET
                    N,91,Profit and loss,PROFIT_AND_LOSS
                    S,41,Goods,BALANCE_SHEET
                    S,91,Profit and loss,PROFIT_AND_LOSS
                    B,41,Goods,BALANCE_SHEET
                    """)
            .file("item_groups.csv", """
                    company,item_group,name
                    C,Bikes,Bikes
                    C,Bare,Without accounts of its own
                    G,Bikes,Bikes
                    O,Bikes,Bikes
                    N,Bikes,Bikes
                    S,Bikes,Bikes
                    B,Bikes,Bikes
                    """)
            .file("items.csv", """
                    company,item_number,name,item_group,inventory_model,cost_price,reporting_cost_price
                    C,B1,Bike,Bikes,FIFO,,
                    C,MA,Bike by moving average,Bikes,MOVING_AVERAGE,,
                    C,SC,Bike at standard cost,Bikes,STANDARD_COST,,
                    C,NP,Without accounts,Bare,FIFO,,
                    G,B1,Bike,Bikes,FIFO,,
                    O,B1,Bike,Bikes,FIFO,,
                    N,B1,Bike,Bikes,FIFO,,
                    S,B1,Bike,Bikes,FIFO,,
                    S,MA,Bike by moving average,Bikes,MOVING_AVERAGE,,
                    B,B1,Bike,Bikes,FIFO,,
                    """)
            .file("posting_profiles.csv", """
                    company,account_type,item_code,item_relation,main_account
                    C,INVENTORY,GROUP,Bikes,41
                    C,PROFIT,ALL,,91.1
                    C,LOSS,GROUP,Bikes,91.2
                    G,INVENTORY,ALL,,41
                    G,PROFIT,ALL,,91
                    G,LOSS,ALL,,91
                    O,INVENTORY,ALL,,41
                    O,PROFIT,ALL,,91
                    O,LOSS,ALL,,91
                    N,INVENTORY,ALL,,41
                    N,PROFIT,ALL,,91
                    S,INVENTORY,ALL,,41
                    S,PROFIT,ALL,,91
                    S,LOSS,ALL,,91
                    """)
            .file("inventory_transactions.csv", """
                    company,transaction_id,item_number,kind,quantity,physical_date,financial_date,cost_amount,reporting_cost_amount,open,site,warehouse,batch_number,serial_number,inventory_account,offset_account
                    C,SHUT,B1,RECEIPT,1,,2025-10-01,100,30,false,,,,,,
                    C,PHYS,B1,RECEIPT,1,2025-10-01,,100,30,true,,,,,,
                    C,ISS,B1,ISSUE,-1,,2025-10-01,-100,-30,true,,,,,,
                    C,MOV,MA,RECEIPT,1,,2025-10-01,100,30,true,,,,,,
                    C,STD,SC,RECEIPT,1,,2025-10-01,100,30,true,,,,,,
                    C,LATE,B1,RECEIPT,1,,2025-11-05,100,30,true,,,,,,
                    C,LOW,B1,RECEIPT,1,,2025-10-01,100,30.125,true,,,,,,
                    C,NOINV,NP,RECEIPT,1,,2025-10-01,100,30,true,,,,,,
                    C,NOLOSS,NP,RECEIPT,1,,2025-10-01,100,30,true,,,,,41,
                    C,WILD,B1,RECEIPT,1,,2025-10-01,100,30,true,,,,,4711,
                    C,SAME,B1,RECEIPT,1,,2025-10-01,100,30,true,,,,,91.1,
                    G,T1,B1,RECEIPT,1,,2025-10-01,100,30,true,,,,,,
                    O,T1,B1,RECEIPT,1,,2025-10-01,100,,true,,,,,,
                    N,T1,B1,RECEIPT,1,,2025-10-01,100,,true,,,,,,
                    S,GOOD1,B1,RECEIPT,1,,2025-10-01,100,,true,,,,,,
                    S,GOOD2,B1,RECEIPT,1,,2025-10-01,100,,true,,,,,,
                    S,SHUT,B1,RECEIPT,1,,2025-10-01,100,,false,,,,,,
                    S,ISS,B1,ISSUE,-1,,2025-10-01,-100,,true,,,,,,
                    S,MOV,MA,RECEIPT,1,,2025-10-01,100,,true,,,,,,
                    S,LOW,B1,RECEIPT,1,,2025-10-01,100,,true,,,,,,
                    S,TWO,MA,RECEIPT,1,,2025-10-01,100,,false,,,,,4711,
                    B,SHUT,B1,RECEIPT,1,,2025-10-01,100,,false,,,,,41,
                    """)
            .file("adjustment_journals.csv", """
                    company,journal,currency_layer,description
                    C,C-NOT-OPEN,ACCOUNTING,
                    C,C-NOT-FINANCIAL,ACCOUNTING,
                    C,C-ISSUE,ACCOUNTING,
                    C,C-MOVING,ACCOUNTING,
                    C,C-STANDARD,ACCOUNTING,
                    C,C-BEFORE,ACCOUNTING,
                    C,C-BELOW,ACCOUNTING,
                    C,C-BELOW-R,REPORTING,
                    C,C-NO-INVENTORY,ACCOUNTING,
                    C,C-NO-LOSS,ACCOUNTING,
                    C,C-UNKNOWN,ACCOUNTING,
                    C,C-SAME,ACCOUNTING,
                    G,G-1,ACCOUNTING,
                    O,O-1,ACCOUNTING,
                    N,N-1,REPORTING,
                    S,S-1,ACCOUNTING,
                    S,S-2,ACCOUNTING,
                    B,B-1,ACCOUNTING,
                    """)
            .file("adjustments.csv", """
                    company,journal,transaction_id,amount
                    C,C-NOT-OPEN,SHUT,5
                    C,C-NOT-FINANCIAL,PHYS,5
                    C,C-ISSUE,ISS,5
                    C,C-MOVING,MOV,5
                    C,C-STANDARD,STD,5
                    C,C-BEFORE,LATE,5
                    C,C-BELOW,LOW,-100.01
                    C,C-BELOW-R,LOW,-30.126
                    C,C-NO-INVENTORY,NOINV,5
                    C,C-NO-LOSS,NOLOSS,-5
                    C,C-UNKNOWN,WILD,5
                    C,C-SAME,SAME,5
                    G,G-1,T1,5
                    O,O-1,T1,-5
                    N,N-1,T1,5
                    S,S-1,GOOD1,7
                    S,S-1,GOOD2,-60
                    S,S-1,SHUT,5
                    S,S-1,ISS,-5
                    S,S-1,MOV,5
                    S,S-1,LOW,-100.01
                    S,S-1,TWO,5
                    S,S-2,GOOD2,-40.01
                    B,B-1,SHUT,5
                    """);

    private static final String POST_RIGHTLY = "post --posting-date 2025-10-31 --output json --company ";

    private static Books books = new Books("");
    private static InProcess program = new InProcess(Map.of());
    private static List<Map<String, String>> refusedLines = List.of();
    private static String journalsBefore = "";
    private static String runsBefore = "";

    @BeforeAll
    static void books_with_faulty_journals() {
        books = Books.empty();
        program = InProcess.on(books.url());
        program.run("import", SET_UP.toString()).exited(0);
        books.sql()
                .sql("insert into imported_close (company_id, currency_layer, closed_on, active)"
                        + " select id, 'ACCOUNTING', date '2025-10-15', true from company where company = 'G'"
                        + " union all select id, 'ACCOUNTING', date '2025-10-20', false from company where company = 'G'"
                        + " union all select id, 'REPORTING', date '2025-10-25', true from company where company = 'G'")
                .update();
        journalsBefore = program.run("journals", "--output", "json").exited(0).out();
        runsBefore = program.run("runs", "--output", "json").exited(0).out();
        Map<String, String> before = books.fingerprints();
        refusedLines = exceptions(
                program.run((POST_RIGHTLY + "C").split(" ", -1)).exited(4).json());
        assertThat(books.fingerprints()).isEqualTo(before);
    }

    /** Each fault of an answer as "journal transaction code", its message and its remedy. */
    private static List<Map<String, String>> exceptions(JsonNode answer) {
        return StreamSupport.stream(answer.get("exceptions").spliterator(), false)
                .map(fault -> Map.of(
                        "fault",
                                text(fault, "journal") + " " + text(fault, "transactionId") + " " + text(fault, "code"),
                        "message", text(fault, "message"),
                        "remedy", text(fault, "remedy")))
                .toList();
    }

    private static String text(JsonNode node, String name) {
        return node.get(name).isNull() ? "-" : node.get(name).asString();
    }

    static Stream<Arguments> faults_of_lines() {
        return Stream.of(
                Arguments.of(
                        "C-NOT-OPEN SHUT TRANSACTION_NOT_OPEN",
                        "transaction \"SHUT\" of item \"B1\" is not open",
                        "remove its row from adjustments.csv and import again (a journal of adjust: adjust --again), or post with --skip-invalid"),
                Arguments.of(
                        "C-NOT-FINANCIAL PHYS NOT_FINANCIALLY_UPDATED",
                        "transaction \"PHYS\" of item \"B1\" is only physically updated",
                        "import it again with its financial date, or remove its row from adjustments.csv and import again (a journal of adjust: adjust --again), or post with --skip-invalid"),
                Arguments.of(
                        "C-ISSUE ISS NOT_A_RECEIPT",
                        "transaction \"ISS\" of item \"B1\" is an issue",
                        "adjust the receipt that it was issued from, and remove its row from adjustments.csv and import again (a journal of adjust: adjust --again); issues change through recalculation and close"),
                Arguments.of(
                        "C-MOVING MOV MODEL_NOT_ADJUSTABLE",
                        "item \"MA\" of transaction \"MOV\" is valued by MOVING_AVERAGE",
                        "remove its row from adjustments.csv and import again (a journal of adjust: adjust --again), and revalue it the way of its inventory model"),
                Arguments.of(
                        "C-STANDARD STD MODEL_NOT_ADJUSTABLE",
                        "item \"SC\" of transaction \"STD\" is valued by STANDARD_COST",
                        "remove its row from adjustments.csv and import again (a journal of adjust: adjust --again), and revalue it the way of its inventory model"),
                Arguments.of(
                        "C-BEFORE LATE BEFORE_TRANSACTION",
                        "posting date 2025-10-31 is before the financial date 2025-11-05 of transaction \"LATE\"",
                        "post with --posting-date 2025-11-05 or later"),
                Arguments.of(
                        "C-BELOW LOW VALUE_BELOW_ZERO",
                        "transaction \"LOW\" of item \"B1\" is worth 100.00 USD on 2025-10-31 and cannot lose 100.01",
                        "adjust it by no less than -100.00"),
                Arguments.of(
                        "C-BELOW-R LOW VALUE_BELOW_ZERO",
                        "transaction \"LOW\" of item \"B1\" is worth 30.125 KWD on 2025-10-31 and cannot lose 30.126",
                        "adjust it by no less than -30.125"),
                Arguments.of(
                        "C-NO-INVENTORY NOINV NO_ACCOUNT",
                        "item \"NP\" (group \"Bare\") has no INVENTORY account for transaction \"NOINV\"",
                        "add a posting profile for the item, its group or ALL, then run post again"),
                Arguments.of(
                        "C-NO-LOSS NOLOSS NO_ACCOUNT",
                        "item \"NP\" (group \"Bare\") has no LOSS account for transaction \"NOLOSS\"",
                        "add a posting profile for the item, its group or ALL, then run post again"),
                Arguments.of(
                        "C-UNKNOWN WILD UNKNOWN_ACCOUNT",
                        "inventory account \"4711\" of transaction \"WILD\" is not a main account of the company",
                        "import it in main_accounts.csv or import the transaction with another account, then run post again"),
                Arguments.of(
                        "C-SAME SAME SAME_ACCOUNT",
                        "transaction \"SAME\" of item \"B1\" has its inventory account also as PROFIT account",
                        "give the item, its group or ALL another account in posting_profiles.csv, then run post again"));
    }

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @MethodSource("faults_of_lines")
    void a_line_that_breaks_a_rule_is_refused(String fault, String message, String remedy) {
        assertThat(refusedLines).contains(Map.of("fault", fault, "message", message, "remedy", remedy));
    }

    @Order(1)
    @Test
    void nothing_else_is_wrong_with_these_lines() {
        assertThat(refusedLines).hasSize((int) faults_of_lines().count());
    }

    static Stream<Arguments> faults_of_runs() {
        return Stream.of(
                Arguments.of(
                        "post --company X",
                        "- - UNKNOWN_COMPANY",
                        "there is no company \"X\"",
                        "known are \"B\", \"C\", \"G\", \"N\", \"O\", \"S\""),
                Arguments.of(
                        "post --company G --journal NONE",
                        "NONE - UNKNOWN_JOURNAL",
                        "company \"G\" has no adjustment journal \"NONE\"",
                        "journals"),
                Arguments.of(
                        "post --company G --posting-date 2025-09-30",
                        "G-1 - PERIOD_NOT_OPEN",
                        "posting date 2025-09-30 lies in fiscal period \"2025-09\" of company \"G\", which is CLOSED",
                        "post with a --posting-date in an OPEN period, or open the period in fiscal_periods.csv"),
                Arguments.of(
                        "post --company G --posting-date 2025-11-01",
                        "G-1 - PERIOD_NOT_OPEN",
                        "posting date 2025-11-01 lies in fiscal period \"2025-11\" of company \"G\", which is ON_HOLD",
                        "post with a --posting-date in an OPEN period, or open the period in fiscal_periods.csv"),
                Arguments.of(
                        "post --company G --posting-date 2026-01-01",
                        "G-1 - PERIOD_NOT_OPEN",
                        "posting date 2026-01-01 lies in no fiscal period of company \"G\"",
                        "post with a --posting-date in an OPEN period, or import the period in fiscal_periods.csv"),
                Arguments.of(
                        "post --company G --posting-date 2025-10-15",
                        "G-1 - INVENTORY_CLOSED",
                        "inventory of company \"G\" is closed up to 2025-10-15 in the ACCOUNTING layer, the posting date is 2025-10-15",
                        "post with a later --posting-date"),
                Arguments.of(
                        POST_RIGHTLY + "N",
                        "N-1 - LAYER_NOT_SET_UP",
                        "journal \"N-1\" is in the REPORTING layer but company \"N\" has no reporting currency",
                        "give the company a reporting_currency in companies.csv"),
                Arguments.of(
                        POST_RIGHTLY + "O --storno",
                        "O-1 - STORNO_NOT_ALLOWED",
                        "company \"O\" does not use storno for inventory adjustments",
                        "post without --storno, or switch storno_for_inventory_adjustments on in companies.csv"),
                Arguments.of(
                        POST_RIGHTLY + "O --no-update-ledger",
                        "O-1 - NOTE_REQUIRED",
                        "journal \"O-1\" would be posted without updating the ledger and without a reason",
                        "add --note with the reason"),
                Arguments.of(
                        POST_RIGHTLY + "B --skip-invalid",
                        "B-1 - NOTHING_LEFT",
                        "journal \"B-1\" has no line that can be posted",
                        "correct its lines as the faults that follow say"));
    }

    @Order(2)
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faults_of_runs")
    void a_run_that_breaks_a_rule_is_refused_and_the_books_are_as_before(
            String command, String fault, String message, String remedy) {
        Map<String, String> before = books.fingerprints();
        List<String> arguments = new ArrayList<>(Arrays.asList(command.split(" ", -1)));
        if (!arguments.contains("--output")) {
            arguments.addAll(List.of("--output", "json"));
        }
        JsonNode answer = program.run(arguments).exited(4).json();
        assertThat(books.fingerprints()).isEqualTo(before);
        assertThat(text(answer.get("error"), "code")).isEqualTo(fault.substring(fault.lastIndexOf(' ') + 1));
        assertThat(text(answer.get("error"), "message")).isEqualTo(message);
        assertThat(text(answer.get("error"), "remedy")).contains(remedy);
        assertThat(exceptions(answer).get(0)).containsEntry("fault", fault).containsEntry("message", message);
    }

    @Order(3)
    @Test
    void a_journal_with_faults_of_several_kinds_is_refused_with_all_of_them_at_once() {
        Map<String, String> before = books.fingerprints();
        Ended refused = program.run(
                        "post --company S --journal S-1 --posting-date 2025-09-01 --storno --no-update-ledger --output json"
                                .split(" ", -1))
                .exited(4);
        assertThat(books.fingerprints()).isEqualTo(before);
        assertThat(exceptions(refused.json()).stream().map(fault -> fault.get("fault")))
                .containsExactlyInAnyOrder(
                        "S-1 - PERIOD_NOT_OPEN",
                        "S-1 - STORNO_NOT_ALLOWED",
                        "S-1 - NOTE_REQUIRED",
                        "S-1 GOOD1 BEFORE_TRANSACTION",
                        "S-1 GOOD2 BEFORE_TRANSACTION",
                        "S-1 SHUT TRANSACTION_NOT_OPEN",
                        "S-1 SHUT BEFORE_TRANSACTION",
                        "S-1 ISS NOT_A_RECEIPT",
                        "S-1 ISS BEFORE_TRANSACTION",
                        "S-1 MOV MODEL_NOT_ADJUSTABLE",
                        "S-1 MOV BEFORE_TRANSACTION",
                        "S-1 LOW VALUE_BELOW_ZERO",
                        "S-1 LOW BEFORE_TRANSACTION",
                        "S-1 TWO TRANSACTION_NOT_OPEN",
                        "S-1 TWO MODEL_NOT_ADJUSTABLE",
                        "S-1 TWO UNKNOWN_ACCOUNT",
                        "S-1 TWO BEFORE_TRANSACTION");
    }

    @Order(3)
    @Test
    void without_json_the_same_words_stand_on_standard_error() {
        Ended refused = program.run(
                        (POST_RIGHTLY.replace(" --output json", "") + "O --no-update-ledger").split(" ", -1))
                .exited(4);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .contains(
                        "NOTE_REQUIRED",
                        "journal \"O-1\" would be posted without updating the ledger and without a reason",
                        "add --note with the reason");
    }

    @Order(5)
    @Test
    void a_plan_that_is_not_the_expected_one_is_not_posted() {
        JsonNode answer = program.run((POST_RIGHTLY + "O --expect " + "0123456789abcdef".repeat(4)).split(" ", -1))
                .exited(4)
                .json();
        assertThat(text(answer.get("error"), "code")).isEqualTo("CHECKSUM_DIFFERS");
        assertThat(text(answer.get("error"), "message")).contains("O-1", "0123");
        assertThat(books.sql()
                        .sql("select count(*) from voucher")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(books.sql()
                        .sql("select status from adjustment_journal where journal = 'O-1'")
                        .query(String.class)
                        .single())
                .isEqualTo("OPEN");
    }

    @Order(4)
    @Test
    void journals_and_runs_are_as_before_all_these_refusals() {
        assertThat(program.run("journals", "--output", "json").exited(0).out()).isEqualTo(journalsBefore);
        assertThat(program.run("runs", "--output", "json").exited(0).out()).isEqualTo(runsBefore);
    }

    @Order(5)
    @Test
    void with_skip_invalid_the_rest_is_posted_and_the_run_tells_what_was_left() {
        JsonNode run = program.run(
                        (POST_RIGHTLY + "S --journal S-1 --skip-invalid --specification item-number").split(" ", -1))
                .exited(3)
                .json()
                .get("runs")
                .get(0);
        assertThat(text(run, "status")).isEqualTo("POSTED");
        assertThat(run.get("settlements").asInt()).isEqualTo(2);
        assertThat(run.get("settledAmount").asString()).isEqualTo("-53.00");
        assertThat(run.get("exceptions").asInt()).isEqualTo(5);
        String number = run.get("run").asString();
        List<Ended> answers = program.runAll(List.of(
                List.of("voucher", "--run", number, "--output", "json"),
                List.of("exceptions", "--run", number, "--output", "json"),
                List.of("exceptions", "--run", number, "--output", "csv"),
                List.of("exceptions", "--run", number)));
        assertThat(Shown.json(answers.get(0).exited(0).json()))
                .extracting(line -> line.debitAccount() + " " + line.creditAccount() + " " + line.amount())
                .containsExactly("41 91 7.00", "91 41 60.00");
        assertThat(exceptions(answers.get(1).exited(0).json()).stream().map(fault -> fault.get("fault")))
                .containsExactlyInAnyOrder(
                        "S-1 SHUT TRANSACTION_NOT_OPEN",
                        "S-1 ISS NOT_A_RECEIPT",
                        "S-1 MOV MODEL_NOT_ADJUSTABLE",
                        "S-1 LOW VALUE_BELOW_ZERO",
                        "S-1 TWO TRANSACTION_NOT_OPEN",
                        "S-1 TWO MODEL_NOT_ADJUSTABLE",
                        "S-1 TWO UNKNOWN_ACCOUNT");
        assertThat(answers.get(2).exited(0).out().lines().toList())
                .hasSize(8)
                .contains(
                        "S-1,SHUT,TRANSACTION_NOT_OPEN,\"transaction \"\"SHUT\"\" of item \"\"B1\"\" is not open\","
                                + "\"remove its row from adjustments.csv and import again (a journal of adjust: adjust --again), or post with --skip-invalid\"");
        assertThat(answers.get(3).exited(0).out())
                .contains("LOW", "VALUE_BELOW_ZERO", "transaction \"ISS\" of item \"B1\" is an issue");
    }

    @Order(6)
    @Test
    void what_earlier_runs_settled_counts_for_the_value() {
        Map<String, String> before = books.fingerprints();
        JsonNode answer = program.run((POST_RIGHTLY + "S --journal S-2").split(" ", -1))
                .exited(4)
                .json();
        assertThat(exceptions(answer))
                .containsExactly(Map.of(
                        "fault", "S-2 GOOD2 VALUE_BELOW_ZERO",
                        "message",
                                "transaction \"GOOD2\" of item \"B1\" is worth 40.00 USD on 2025-10-31 and cannot lose 40.01",
                        "remedy", "adjust it by no less than -40.00"));
        assertThat(books.fingerprints()).isEqualTo(before);
    }

    @Order(7)
    @Test
    void a_journal_that_is_refused_does_not_stop_the_others() {
        JsonNode answer = program.run(
                        POST_RIGHTLY.replace("--company ", "--all-companies").split(" ", -1))
                .exited(4)
                .json();
        assertThat(StreamSupport.stream(answer.get("runs").spliterator(), false).map(run -> text(run, "journal")))
                .containsExactlyInAnyOrder("G-1", "O-1");
        assertThat(exceptions(answer))
                .hasSizeGreaterThan((int) faults_of_lines().count());
    }

    @AfterAll
    static void every_law_still_holds() {
        assertThat(books.sql()
                        .sql("select count(*) from period_close_view.reconciliation where difference <> 0")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
