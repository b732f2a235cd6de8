package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.Ended;
import org.periodclose.database.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What the commands around recalculation and close show, on small companies. */
class ClosingCommandsTest {
    @TempDir
    Path directory;

    private String url = "";
    private InProcess program;

    @BeforeEach
    void empty() throws IOException {
        url = TestDatabase.freshUrl();
        program = InProcess.on(url);
        file("companies.csv", """
                company,name,accounting_currency,reporting_currency,storno_for_inventory_adjustments
                C,Company,USD,,true
                """);
        file("fiscal_periods.csv", """
                company,period,start_date,end_date,status
                C,2026,2026-01-01,2026-12-31,OPEN
                """);
        file("main_accounts.csv", """
                company,main_account,name,type
                C,10,Goods,BALANCE_SHEET
                C,90,Sales,PROFIT_AND_LOSS
                C,91,Other,PROFIT_AND_LOSS
                """);
        file("item_groups.csv", """
                company,item_group,name
                C,G,Goods
                """);
        file("item_model_groups.csv", """
                company,item_model_group,include_physical_value,fixed_receipt_price,negative_stock,financial_dimensions
                C,STRICT,false,false,false,
                """);
        file("items.csv", """
                company,item_number,name,item_group,inventory_model,cost_price,reporting_cost_price,item_model_group
                C,A,Item A,G,FIFO,5.00,,
                C,B,Item B,G,FIFO,,,STRICT
                """);
        file("posting_profiles.csv", """
                company,account_type,item_code,item_relation,main_account
                C,INVENTORY,ALL,,10
                C,ISSUE,ALL,,90
                C,PROFIT,ALL,,91
                C,LOSS,ALL,,91
                """);
    }

    private void file(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }

    /** Each is {@code id,item,kind,quantity,physical date,financial date,cost}, then {@code cost_flow,return_of} if it has them. */
    private void stock(String... rows) throws IOException {
        StringBuilder csv = new StringBuilder(
                "company,transaction_id,item_number,kind,quantity,physical_date,financial_date,cost_amount,"
                        + "reporting_cost_amount,open,site,warehouse,batch_number,serial_number,inventory_account,offset_account,cost_flow,return_of\n");
        for (String row : rows) {
            String[] of = row.split(",", -1);
            csv.append("C,")
                    .append(String.join(",", List.of(of).subList(0, 7)))
                    .append(",,true,S,,,,,,")
                    .append(of.length > 7 ? of[7] : "")
                    .append(',')
                    .append(of.length > 8 ? of[8] : "")
                    .append('\n');
        }
        file("inventory_transactions.csv", csv.toString());
        program.run("import", directory.toString()).exited(0);
    }

    private void soldShort() throws IOException {
        stock(
                "R1,A,RECEIPT,3,2026-01-01,2026-01-01,30.00",
                "I1,A,ISSUE,-2,2026-01-02,2026-01-02,-18.00",
                "I2,A,ISSUE,-4,2026-01-03,2026-01-03,-40.00");
    }

    private Ended close(String date, String... more) {
        return command(List.of("close", "--company", "C", "--date", date), more);
    }

    private Ended recalculate(String date) {
        return command(List.of("recalculate", "--company", "C", "--date", date));
    }

    private Ended command(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return program.run(all);
    }

    private JsonNode json(String line) {
        return program.line(line + " --output json").exited(0).json();
    }

    private static List<JsonNode> list(JsonNode of) {
        return StreamSupport.stream(of.spliterator(), false).toList();
    }

    private static List<String> texts(JsonNode of, String key) {
        return list(of).stream().map(row -> row.get(key).asString()).toList();
    }

    /** January is closed; a receipt of February pays for what was sold short, and is recalculated. */
    private void closedAndRecalculatedLater() throws IOException {
        soldShort();
        close("2026-01-31").exited(0);
        stock("R2,A,RECEIPT,5,2026-02-01,2026-02-01,60.00");
        recalculate("2026-02-15").exited(0);
    }

    @Test
    void a_finished_close_that_is_asked_for_again_leaves_later_recalculations_alone() throws IOException {
        closedAndRecalculatedLater();
        assertThat(close("2026-01-31").exited(0).out()).contains("was closed before");
        assertThat(texts(json("runs --company C").get("runs"), "type"))
                .containsExactlyInAnyOrder("CLOSE", "RECALCULATION");
        close("2026-02-28").exited(0);
        assertThat(close("2026-01-31").exited(0).out()).contains("was closed before");
    }

    @Test
    void recalculations_are_taken_back_from_a_day_only_if_all_of_them_can_be() throws IOException {
        closedAndRecalculatedLater();
        close("2026-02-28").exited(0);
        stock("I3,A,ISSUE,-1,2026-03-05,2026-03-05,-1.00");
        recalculate("2026-03-10").exited(0);
        assertThat(program.line("cancel --company C --recalculations-from 2026-02-01")
                        .exited(4)
                        .err())
                .contains("INVENTORY_CLOSED");
        assertThat(texts(json("runs --company C").get("runs"), "type")).doesNotContain("CANCELLATION");
        program.line("cancel --company C --recalculations-from 2026-03-01").exited(0);
    }

    @Test
    void a_chain_with_a_close_is_cancelled_together() throws IOException {
        closedAndRecalculatedLater();
        JsonNode runs = json("runs --company C").get("runs");
        String first = runs.get(0).get("run").asString();
        close("2026-02-28").exited(0);
        program.line("cancel --run " + first + " --chain --confirm " + first).exited(0);
        assertThat(json("runs --company C").get("runs"))
                .allSatisfy(run -> assertThat(run.get("cancelledBy").isNull()
                                && run.get("cancels").isNull())
                        .as("it is in force: " + run)
                        .isFalse());
    }

    @Test
    void a_close_shows_what_an_accountant_wants_to_know() throws IOException {
        soldShort();
        JsonNode plan = json("close --company C --date 2026-01-31 --dry-run");
        assertThat(plan.get("closedOn").asString()).isEqualTo("2026-01-31");
        assertThat(plan.get("matches").asInt()).isEqualTo(2);
        assertThat(plan.get("unsettled").asInt()).isOne();
        assertThat(plan.get("run").isNull()).isTrue();
        assertThat(list(plan.get("voucherLines"))).hasSize(1);
        assertThat(plan.has("effect")).isTrue();

        Ended closed = close("2026-01-31").exited(0);
        assertThat(closed.out())
                .contains("closed up to 2026-01-31")
                .contains("Matches         2")
                .contains("Unsettled       1 issue: NO_RECEIPT 1")
                .contains("period-close unsettled --run 1")
                .contains("period-close voucher --run 1");
        assertThat(close("2026-01-31").exited(0).out()).contains("was closed before up to 2026-01-31");
        assertThat(program.line("runs").exited(0).out())
                .as("one of three lines has a settlement")
                .containsPattern("2026-01-31 +1 +-2.00  USD");

        JsonNode run = json("close --company C --date 2026-01-31").get("runs").get(0);
        assertThat(run.get("journal").isNull()).isTrue();
        assertThat(run.get("closedOn").asString()).isEqualTo("2026-01-31");
        assertThat(run.get("carried").asString()).isEqualTo("0.00");
        assertThat(run.get("writtenOff").asString()).isEqualTo("0.00");
        assertThat(list(run.get("cancelledRecalculations"))).isEmpty();
        assertThat(program.line("runs --type close --output csv")
                        .exited(0)
                        .out()
                        .lines()
                        .findFirst()
                        .orElseThrow())
                .contains("closed_on,matches,unsettled,circles,carried,written_off,cancelled_recalculations");
        assertThat(list(json("runs --type recalculation").get("runs"))).isEmpty();
    }

    @Test
    void the_lists_of_a_close_are_those_of_the_contract() throws IOException {
        soldShort();
        close("2026-01-31").exited(0);

        JsonNode settled = json("settlements --run 1");
        assertThat(texts(settled.get("settlements"), "transactionId")).containsExactly("I1");
        assertThat(settled.get("settlements").get(0).toString())
                .isEqualTo(
                        "{\"transactionId\":\"I1\",\"itemNumber\":\"A\",\"part\":\"NORMAL\",\"amount\":\"-2.00\",\"debitAccount\":\"90\",\"creditAccount\":\"10\",\"ledgerAmount\":\"2.00\",\"storno\":false}");
        assertThat(settled.get("matches").get(0).toString())
                .isEqualTo(
                        "{\"layer\":\"R1\",\"issue\":\"I1\",\"quantity\":\"2\",\"amount\":\"20.00\",\"principle\":\"FIFO\",\"settled\":true}");
        assertThat(settled.get("unsettled").get(0).toString())
                .isEqualTo(
                        "{\"transactionId\":\"I2\",\"itemNumber\":\"A\",\"site\":\"S\",\"warehouse\":null,\"quantity\":\"3\",\"unitCost\":\"10.00\",\"reason\":\"NO_RECEIPT\"}");
        assertThat(list(settled.get("circles"))).isEmpty();
        assertThat(json("unsettled --run 1").get("unsettled")).isEqualTo(settled.get("unsettled"));
        assertThat(list(json("layers --run 1").get("layers"))).isEmpty();

        JsonNode ofOne = json("settlements --company C --transaction I2");
        assertThat(ofOne.get("matches").get(0).get("run").asInt()).isOne();
        assertThat(ofOne.get("matches").get(0).get("cancelledBy").isNull()).isTrue();
        assertThat(ofOne.get("unsettled").get(0).get("quantity").asString()).isEqualTo("3");

        assertThat(program.line("settlements --run 1 --matches --output csv")
                        .exited(0)
                        .out())
                .isEqualTo(
                        "layer,issue,quantity,amount,principle,settled\nR1,I1,2,20.00,FIFO,true\nR1,I2,1,10.00,FIFO,true\n");
        assertThat(program.line("settlements --run 1 --matches --limit 1")
                        .exited(0)
                        .out())
                .contains("and 1 more (--limit)");
    }

    @Test
    void what_paid_for_an_issue_adds_up_to_it() throws IOException {
        soldShort();
        close("2026-01-31").exited(0);
        JsonNode layer =
                json("explain --company C --transaction I2").get("layers").get(0);
        assertThat(layer.get("paidBy").get(0).toString())
                .isEqualTo("{\"layer\":\"R1\",\"quantity\":\"1\",\"amount\":\"10.00\",\"run\":1,\"settled\":true}");
        assertThat(layer.get("rest").toString()).isEqualTo("{\"quantity\":\"3\",\"amount\":\"30.00\"}");
        assertThat(layer.get("value").asString()).isEqualTo("-40.00");
        assertThat(program.line("explain --company C --transaction I2")
                        .exited(0)
                        .out())
                .contains("nothing", "30.00")
                .containsPattern("value \\(negative: an issue\\) +0.00 +-40.00\n")
                .containsPattern("cost of the issue +40.00\n");
        assertThat(program.line("explain --company C --transaction R1")
                        .exited(0)
                        .out())
                .containsPattern("\nvalue +0.00 +30.00\n");
        assertThat(json("explain --company C --transaction R1")
                        .get("layers")
                        .get(0)
                        .has("paidBy"))
                .isFalse();
    }

    @Test
    void what_is_open_after_a_close_has_its_value() throws IOException {
        stock("R1,A,RECEIPT,3,2026-01-01,2026-01-01,10.00", "I1,A,ISSUE,-1,2026-01-02,2026-01-02,0.00");
        close("2026-01-31").exited(0);
        assertThat(json("layers --run 1").toString())
                .isEqualTo(
                        "{\"run\":1,\"layers\":[{\"layer\":\"R1\",\"itemNumber\":\"A\",\"site\":\"S\",\"warehouse\":null,\"batchNumber\":null,\"serialNumber\":null,\"quantity\":\"2\",\"value\":\"6.67\"}]}");
    }

    @Test
    void a_close_that_changes_nothing_has_no_voucher() throws IOException {
        stock("R1,A,RECEIPT,3,2026-01-01,2026-01-01,30.00", "I1,A,ISSUE,-1,2026-01-02,2026-01-02,-10.00");
        assertThat(close("2026-01-31", "--dry-run").exited(0).out())
                .contains("No voucher lines: no cost has changed.")
                .doesNotContain("Item group  ", "Biggest movers");
        close("2026-01-31").exited(0);
        assertThat(program.line("settlements --run 1").exited(0).err())
                .contains("Run 1 changed no cost; which receipts pay for which issues:"
                        + " `period-close settlements --run 1 --matches`");
        assertThat(program.line("settlements --run 1 --matches").exited(0).out())
                .contains("R1     I1            1   10.00  FIFO\n");
        JsonNode voucher = json("voucher --run 1");
        assertThat(voucher.get("voucher").isNull()).isTrue();
        assertThat(list(voucher.get("voucherLines"))).isEmpty();
        assertThat(program.line("voucher --run 1").exited(0).out())
                .contains("No voucher lines: no cost has changed.")
                .contains("Closed up to    2026-01-31");
        assertThat(program.line("explain --run 1 --line 1").exited(4).err())
                .contains("UNKNOWN_LINE  run 1 changed no cost: it has no voucher lines");
    }

    @Test
    void recalculations_are_cancelled_from_a_day_on_and_before_a_close() throws IOException {
        soldShort();
        recalculate("2026-02-10").exited(0);
        assertThat(program.line("layers --run 1").exited(4).err()).contains("NO_CLOSE  run 1 is no close");
        assertThat(program.line("unsettled --run 1").exited(0).err()).contains("only a close keeps");
        assertThat(json("settlements --run 1").get("matches").isEmpty()).isTrue();
        JsonNode cancelled = json("cancel --company C --recalculations-from 2026-02-01");
        assertThat(texts(cancelled.get("runs"), "cancels")).containsExactly("1");
        assertThat(program.line("cancel --company C --recalculations-from 2026-02-01")
                        .exited(0)
                        .err())
                .contains("Nothing to cancel");
        assertThat(program.line("cancel --recalculations-from 2026-02-01")
                        .exited(2)
                        .err())
                .contains("takes --company");

        recalculate("2026-02-10").exited(0);
        assertThat(json("close --company C --date 2026-01-31 --dry-run")
                        .get("cancelledRecalculations")
                        .toString())
                .isEqualTo("[3]");
        JsonNode runs = json("close --company C --date 2026-01-31").get("runs");
        assertThat(texts(runs, "type")).containsExactly("CANCELLATION", "CLOSE");
        assertThat(runs.get(1).get("cancelledRecalculations").toString()).isEqualTo("[3]");
        assertThat(runs.get(0).has("closedOn")).isFalse();
    }

    @Test
    void a_close_names_its_own_voucher_and_the_run_that_closed_later_days() throws IOException {
        soldShort();
        recalculate("2026-02-10").exited(0);
        assertThat(close("2026-01-31").exited(0).out())
                .contains("cancels run 1", "See it: period-close voucher --run 3")
                .doesNotContain("--run 2");
        String later =
                "CLOSE_NOT_AFTER_LAST  inventory of company \"C\" is closed up to 2026-01-31 in the ACCOUNTING layer";
        String earlier = ": the close of 2026-01-15 is not after that: close a later date";
        assertThat(close("2026-01-15").exited(4).err())
                .contains(later + " by run 3" + earlier + ", or cancel --run 3 first\n");
        program.line("cancel --run 3").exited(0);
        JdbcClient.create(TestDatabase.dataSource(url))
                .sql("insert into imported_close values (1, 'ACCOUNTING', '2026-01-31', true)")
                .update();
        assertThat(close("2026-01-15").exited(4).err()).contains(later + earlier + "\n");
    }

    @Test
    void a_check_lists_the_open_quantity() throws IOException {
        stock("R1,A,RECEIPT,10,2026-01-01,,50.00", "I1,A,ISSUE,-3,2026-01-02,2026-01-02,-15.00");
        JsonNode check = json("check --company C --date 2026-01-31 --receipts");
        assertThat(list(check.get("blocking"))).isEmpty();
        assertThat(texts(check.get("advisory"), "code")).containsExactly("OPEN_QUANTITY", "OPEN_QUANTITY");
        assertThat(texts(check.get("advisory"), "transactionId")).containsExactly("I1", "R1");
        assertThat(check.get("advisory").get(0).get("quantity").asString()).isEqualTo("3");
        assertThat(check.get("transactions").asInt()).isOne();
        assertThat(check.get("components").asInt()).isOne();
        assertThat(check.get("currencyLayer").asString()).isEqualTo("ACCOUNTING");
        assertThat(list(json("runs").get("runs"))).as("nothing is written").isEmpty();
    }

    private void jdbc(String sql) {
        JdbcClient.create(TestDatabase.dataSource(url)).sql(sql).update();
    }

    @Test
    void a_check_lists_what_is_in_transit_and_counts_what_is_valued_together() throws IOException {
        stock(
                "R1,A,RECEIPT,10,2026-01-01,2026-01-01,50.00",
                "R2,B,RECEIPT,1,2026-01-01,2026-01-01,5.00",
                "I1,A,ISSUE,-3,2026-01-02,2026-01-02,-15.00,F",
                "R3,B,RECEIPT,3,,2026-02-01,15.00,F",
                "I2,A,ISSUE,-1,2026-01-03,2026-01-03,-5.00,NONE");
        jdbc("update inventory_transaction set offset_account = '90' where transaction_id = 'I2'");
        JsonNode check = json("check --company C --date 2026-01-31");
        assertThat(texts(check.get("advisory"), "code")).containsExactly("IN_TRANSIT", "IN_TRANSIT");
        assertThat(texts(check.get("advisory"), "quantity")).containsExactly("3", "1");
        assertThat(texts(check.get("advisory"), "message"))
                .containsExactly(
                        "issue \"I1\" of flow \"F\": receipt \"R3\" is not there on 2026-01-31",
                        "issue \"I2\" of flow \"NONE\": no receipt of the flow is there");
        assertThat(texts(check.get("advisory"), "remedy"))
                .containsExactly(
                        "post the receipt financially, or import the issue again with an offset_account for goods in transit;"
                                + " without either, the close is refused if the cost of the issue changes",
                        "post the receipt financially; until then what the issue changes by stands on its offset account");
        jdbc("update inventory_transaction set offset_account = '10' where transaction_id = 'I1'");
        assertThat(texts(json("check --company C --date 2026-01-31").get("advisory"), "remedy"))
                .as("the inventory account of the receipt is none for goods in transit")
                .first()
                .asString()
                .contains("without either");
        assertThat(check.get("transactions").asInt()).isEqualTo(4);
        assertThat(check.get("components").asInt()).isOne();
    }

    @Test
    void a_plan_has_the_circles_and_what_is_carried_as_the_run_has_them() throws IOException {
        file("items.csv", """
                company,item_number,name,item_group,inventory_model,cost_price,reporting_cost_price
                C,A,Item A,G,WEIGHTED_AVERAGE,,
                C,B,Item B,G,WEIGHTED_AVERAGE,,
                """);
        stock(
                "P1,A,RECEIPT,10,2026-01-01,2026-01-01,100.00",
                "T1,A,ISSUE,-10,2026-01-02,2026-01-02,-100.00,THERE",
                "T2,B,RECEIPT,10,2026-01-02,2026-01-02,100.00,THERE",
                "T3,B,ISSUE,-5,2026-01-03,2026-01-03,-50.00,BACK",
                "T4,A,RECEIPT,5,2026-01-03,2026-01-03,50.00,BACK",
                "P2,A,RECEIPT,5,2026-01-04,2026-01-04,70.00",
                "S1,A,ISSUE,-8,2026-01-05,2026-01-05,-80.00");
        String[] commands = {
            "close --company C --date 2026-01-31 --dry-run",
            "recalculate --company C --date 2026-01-31",
            "cancel --run 1",
            "close --company C --date 2026-01-31"
        };
        for (String command : commands) {
            JsonNode printed = json(command);
            if (!command.startsWith("cancel")) {
                JsonNode run = printed.has("runs") ? printed.get("runs").get(0) : printed;
                assertThat(run.get("circles").asInt()).as(command).isOne();
                assertThat(run.get("carried").asString()).as(command).isEqualTo("20.00");
                assertThat(run.get("writtenOff").asString()).as(command).isEqualTo("0.00");
            }
        }
    }

    @Test
    void a_check_lists_receipts_that_are_too_dear() throws IOException {
        stock(
                "R1,A,RECEIPT,1,2026-01-01,2026-01-01,15.00",
                "R2,A,RECEIPT,1,2026-01-01,2026-01-01,6.00",
                "R3,A,RECEIPT,1,2026-01-02,2026-01-02,5.00,,NO-SUCH");
        JsonNode check = json("check --company C --date 2026-01-31 --percent 30");
        assertThat(texts(check.get("advisory"), "code")).containsExactly("COST_DEVIATION", "RETURN_WITHOUT_ORIGINAL");
        assertThat(check.get("advisory").get(0).get("transactionId").asString()).isEqualTo("R1");
        assertThat(check.get("advisory").get(0).get("message").asString())
                .isEqualTo("receipt \"R1\" costs 15 a unit, 200 % away from 5");
        assertThat(texts(
                        json("check --company C --date 2026-01-31 --base median --minimum-deviation 5")
                                .get("advisory"),
                        "code"))
                .containsExactly("COST_DEVIATION", "RETURN_WITHOUT_ORIGINAL");
    }

    @Test
    void a_check_lists_issues_that_are_marked_to_a_later_receipt_until_the_marking_is_taken_out() throws IOException {
        stock(
                "R1,A,RECEIPT,1,2026-01-01,2026-01-01,5.00",
                "R2,A,RECEIPT,1,2026-02-01,2026-02-01,5.00",
                "I1,A,ISSUE,-1,2026-01-02,2026-01-02,-5.00");
        marked("R2", "1");
        JsonNode advisory = json("check --company C --date 2026-01-31").get("advisory");
        assertThat(texts(advisory, "code")).containsExactly("OPEN_QUANTITY", "MARKED_LATER");
        assertThat(texts(advisory, "message"))
                .containsExactly(
                        "issue \"I1\" will stay unsettled with 1: MARKED_RECEIPT_NOT_THERE",
                        "issue \"I1\" is marked to receipt \"R2\", which is not there on 2026-01-31");
        assertThat(texts(advisory, "remedy"))
                .containsOnly(
                        "post the receipt financially, correct the marking in markings.csv, or take it out: a row with the issue alone");
        marked("", "");
        assertThat(list(json("check --company C --date 2026-01-31").get("advisory")))
                .isEmpty();
    }

    private void marked(String receipt, String quantity) throws IOException {
        file(
                "markings.csv",
                "company,issue_transaction_id,receipt_transaction_id,quantity\nC,I1," + receipt + "," + quantity
                        + "\n");
        program.run("import", directory.toString()).exited(0);
    }

    @Test
    void a_check_says_what_blocks() throws IOException {
        stock("I1,B,ISSUE,-3,2026-01-02,2026-01-02,-15.00");
        Ended checked = program.line("check --company C --date 2026-01-31 --output json")
                .exited(4);
        JsonNode blocking = checked.json().get("blocking").get(0);
        assertThat(blocking.get("code").asString()).isEqualTo("NEGATIVE_STOCK");
        assertThat(blocking.get("itemNumber").asString()).isEqualTo("B");
        assertThat(blocking.get("quantity").asString()).isEqualTo("3");
        assertThat(texts(checked.json().get("advisory"), "transactionId")).containsExactly("I1");
        assertThat(program.line("check --company C --date 2026-01-31").exited(4).out())
                .contains("cannot be closed")
                .contains("\n                                                    ")
                .satisfies(page -> assertThat(page.lines()).allMatch(line -> line.length() <= 120));
        assertThat(close("2026-01-31").exited(4).err())
                .contains("The close of 2026-01-31 of company \"C\" was not posted");
        assertThat(close("2026-01-31", "--accept", "NEGATIVE_STOCK").exited(3).out())
                .contains("closed up to");
        assertThat(program.line("check --company D --date 2026-01-31").exited(4).err())
                .contains("UNKNOWN_COMPANY");
    }

    @Test
    void a_check_says_what_blocks_a_flow_beside_negative_stock() throws IOException {
        stock(
                "R1,A,RECEIPT,10,2026-01-01,2026-01-01,50.00",
                "I1,A,ISSUE,-3,2026-01-02,2026-01-02,-14.00,F",
                "R2,B,RECEIPT,3,,2026-02-01,15.00,F",
                "I2,B,ISSUE,-3,2026-01-02,2026-01-02,-15.00");
        JsonNode check = program.line("check --company C --date 2026-01-31 --output json")
                .exited(4)
                .json();
        assertThat(texts(check.get("blocking"), "code")).containsExactly("NEGATIVE_STOCK", "NO_ACCOUNT");
        assertThat(check.get("blocking").get(1).get("message").asString())
                .contains("a receipt of its flow \"F\" is not there on 2026-01-31");
        assertThat(texts(check.get("blocking"), "itemNumber")).containsExactly("B", "A");
        assertThat(check.get("blocking").get(1).get("transactionId").asString()).isEqualTo("I1");
        assertThat(texts(check.get("advisory"), "code")).containsExactly("IN_TRANSIT");
        assertThat(list(json("runs").get("runs"))).as("nothing is written").isEmpty();
    }

    /** The receipt of the flow is of a standard cost: nothing is carried to it, and it is of no run. */
    @Test
    void what_several_items_pass_on_to_a_standard_cost_is_written_off_at_one_of_them() throws IOException {
        file("items.csv", """
                company,item_number,name,item_group,inventory_model,cost_price,reporting_cost_price
                C,A,Item A,G,FIFO,,
                C,B,Item B,G,WEIGHTED_AVERAGE,,
                C,P,Product,G,STANDARD_COST,20.00,
                """);
        file("posting_profiles.csv", """
                company,account_type,item_code,item_relation,main_account
                C,INVENTORY,ALL,,10
                C,ISSUE,ALL,,90
                C,PROFIT,ALL,,91
                C,LOSS,ALL,,91
                C,PRICE_DIFFERENCE_PROFIT,ALL,,91
                C,PRICE_DIFFERENCE_LOSS,ALL,,91
                """);
        stock(
                "R1,A,RECEIPT,2,2026-01-01,2026-01-01,24.00",
                "R2,B,RECEIPT,1,2026-01-01,2026-01-01,15.00",
                "I1,A,ISSUE,-1,2026-01-02,2026-01-02,-10.00,F",
                "I2,B,ISSUE,-1,2026-01-02,2026-01-02,-10.00,F",
                "R3,P,RECEIPT,2,2026-01-02,2026-01-02,20.00,F");
        assertThat(close("2026-01-31").exited(0).err()).doesNotContain("FAILED");
        assertThat(settled(1)).containsExactly("I1 NORMAL -2.00", "I2 NORMAL 2.00", "I2 PRICE_DIFFERENCE -7.00");
        program.line("adjust --company C --journal J --method amount --amount 4 --item A --description freight")
                .exited(0);
        program.line("post --company C --posting-date 2026-02-01").exited(0);
        program.line("recalculate --company C --date 2026-02-28").exited(0);
        assertThat(settled(3)).containsExactly("I1 NORMAL -2.00", "I2 NORMAL 2.00", "I2 PRICE_DIFFERENCE -2.00");
    }

    private List<String> settled(int run) {
        return list(json("settlements --run " + run).get("settlements")).stream()
                .map(moved -> moved.get("transactionId").asString() + " "
                        + moved.get("part").asString() + " "
                        + moved.get("amount").asString())
                .toList();
    }

    @Test
    void a_recalculation_follows_a_close() throws IOException {
        stock(
                "R1,A,RECEIPT,9,2026-01-01,2026-01-01,90.00",
                "I1,A,ISSUE,-1,2026-01-02,2026-01-02,-9.00",
                "I2,A,ISSUE,-1,2026-02-02,2026-02-02,-9.00");
        JsonNode runs =
                json("close --company C --date 2026-01-31 --recalculate-after").get("runs");
        assertThat(texts(runs, "type")).containsExactly("CLOSE", "RECALCULATION");
        assertThat(runs.get(1).get("closedOn").isNull()).isTrue();
        assertThat(list(json("settlements --run 2").get("settlements"))).hasSize(1);
    }

    @Test
    void an_interrupted_close_says_how_it_goes_on_and_what_abandoning_it_means() throws IOException {
        soldShort();
        JdbcClient jdbc = JdbcClient.create(TestDatabase.dataSource(url));
        jdbc.sql("""
                        create function broken() returns trigger language plpgsql as $f$ begin raise 'pulled the plug'; end $f$;
                        create trigger broken before insert on settlement for each row execute function broken();
                        """).update();
        close("2026-01-31").exited(1);
        jdbc.sql("drop trigger broken on settlement; drop function broken()").update();

        assertThat(program.line("layers --run 1").exited(4).err())
                .contains("RUN_NOT_POSTED  run 1 has no open layers: it is not finished: "
                        + "finish it with close --company C --date 2026-01-31");
        assertThat(program.line("runs").exited(0).out()).contains("close").contains("run close again to continue");
        assertThat(recalculate("2026-02-28").exited(4).err())
                .contains(
                        "UNFINISHED_RUN  run 1, the close of 2026-01-31, is unfinished: finish it with close --company C"
                                + " --date 2026-01-31, or end it with abandon --run 1");
        assertThat(program.line("abandon --run 1").exited(0).err())
                .contains("Run 1 is ended; inventory is not closed up to 2026-01-31: what it settled does not count.");
        assertThat(close("2026-01-31").exited(0).out()).contains("closed up to 2026-01-31");
    }

    @Test
    void what_a_command_takes_is_checked_before_it_begins() throws IOException {
        soldShort();
        assertThat(close("2026-01-31", "--accept", "NO_ACCOUNT").exited(2).err())
                .contains("--accept", "negative-stock");
        close("2026-01-31", "--max-iterations", "0").exited(2);
        assertThat(close("2026-01-31", "--minimum-throughput=-1").exited(2).err())
                .contains("is below 0");
        assertThat(close("2026-01-31", "--minimum-throughput", "0.001")
                        .exited(4)
                        .err())
                .contains(
                        "BAD_VALUE  --minimum-throughput 0.001 has more decimals than USD has: round it to 2 decimals");
        assertThat(program.line("close --company D --date 2026-01-31").exited(4).err())
                .contains("UNKNOWN_COMPANY");
        program.line("close --company C").exited(2);
        close("yesterdays").exited(2);
        assertThat(program.line("settlements --run 9").exited(4).err()).contains("UNKNOWN_RUN");
        assertThat(program.line("settlements --company C --transaction X")
                        .exited(4)
                        .err())
                .contains("UNKNOWN_TRANSACTION");
        program.line("settlements --run 1 --company C").exited(2);
        assertThat(program.line("recalculate --company C --item Z --item-group Y")
                        .exited(4)
                        .err())
                .contains("UNKNOWN_ITEM  ", "UNKNOWN_ITEM_GROUP  ");
    }
}
