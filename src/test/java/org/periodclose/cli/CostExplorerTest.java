package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.database.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Where the cost of a bicycle comes from, as src/docs/close.md tells it. Frames (FIFO, by warehouse): bought 10 for 60.00, with freight of 1.50 by a
 * journal, and 5 for 45.00; 12 go to the workshop, posted at 72.00, and cost 61.50 + 18.00 = 79.50. Of these 4 (posted at 24.00) cost 26.50, and become
 * 2 bicycles, posted at 34.00 with labour of 10.00: 36.50. One is sold for a cost of 18.25. Two more are sold, of which nothing pays for the second.
 */
class CostExplorerTest {
    private static final String EXPLAIN = "explain --company C --transaction ";

    @TempDir
    Path directory;

    private String url = "";
    private InProcess program;

    @BeforeEach
    void company() throws IOException {
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
                C,20,Production,BALANCE_SHEET
                C,57,Goods in transit,BALANCE_SHEET
                C,90,Sales,PROFIT_AND_LOSS
                C,91,Other,PROFIT_AND_LOSS
                """);
        file("item_groups.csv", "company,item_group,name\nC,G,Goods\n");
        file("item_model_groups.csv", """
                company,item_model_group,include_physical_value,fixed_receipt_price,negative_stock,financial_dimensions
                C,M,false,false,true,WAREHOUSE
                """);
        file("items.csv", """
                company,item_number,name,item_group,inventory_model,cost_price,reporting_cost_price,item_model_group
                C,FRAME,Frame,G,FIFO,,,M
                C,BIKE,Bicycle,G,FIFO,,,M
                """);
        file("posting_profiles.csv", """
                company,account_type,item_code,item_relation,main_account
                C,INVENTORY,ALL,,10
                C,ISSUE,ALL,,90
                C,PROFIT,ALL,,91
                C,LOSS,ALL,,91
                """);
        stock(
                "BUY-1,FRAME,RECEIPT,10,2026-01-05,60.00,W1,,",
                "BUY-2,FRAME,RECEIPT,5,2026-01-08,45.00,W1,,",
                "OUT-1,FRAME,ISSUE,-12,2026-01-20,-72.00,W1,57,MOVE-1",
                "IN-1,FRAME,RECEIPT,12,2026-01-20,72.00,W2,57,MOVE-1",
                "USE-1,FRAME,ISSUE,-4,2026-01-22,-24.00,W2,20,ORDER-1",
                "MADE-1,BIKE,RECEIPT,2,2026-01-23,34.00,W2,20,ORDER-1",
                "SALE-1,BIKE,ISSUE,-1,2026-01-26,-17.00,W2,,",
                "SALE-2,BIKE,ISSUE,-2,2026-01-27,-34.00,W2,,");
        file("adjustment_journals.csv", "company,journal,currency_layer,description\nC,FREIGHT,ACCOUNTING,\n");
        file("adjustments.csv", "company,journal,transaction_id,amount\nC,FREIGHT,BUY-1,1.50\n");
        done("import " + directory);
    }

    private void file(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }

    private void stock(String... rows) throws IOException {
        StringBuilder csv = new StringBuilder(
                "company,transaction_id,item_number,kind,quantity,financial_date,cost_amount,warehouse,offset_account,cost_flow,"
                        + "physical_date,reporting_cost_amount,open,site,batch_number,serial_number,inventory_account\n");
        for (String row : rows) {
            csv.append("C,").append(row).append(",2026-01-05,,true,S,,,\n");
        }
        file("inventory_transactions.csv", csv.toString());
    }

    private String done(String line) {
        return program.line(line).exited(0).out();
    }

    private void close() {
        done("post --company C --journal FREIGHT --posting-date 2026-01-10");
        done("close --company C --date 2026-01-31");
    }

    private JsonNode json(String options) {
        return program.line(EXPLAIN + options + " --chain --output json")
                .exited(0)
                .json();
    }

    private JsonNode chain(String options) {
        return json(options).get("chain");
    }

    private static String amounts(JsonNode node) {
        StringBuilder amounts = new StringBuilder(
                node.get("kind").asString() + " " + node.get("amount").asString());
        for (JsonNode part : node.get("parts")) {
            amounts.append(" [").append(amounts(part)).append(']');
        }
        return amounts.toString();
    }

    @Test
    void a_sale_is_followed_down_to_its_purchases_as_the_page_for_accountants_shows() throws IOException {
        close();
        String shown = done(EXPLAIN + "SALE-1 --chain");
        assertThat(Files.readString(Path.of("src/docs/close.md")))
                .contains(
                        shown.lines().skip(2).takeWhile(line -> !line.isEmpty()).collect(Collectors.joining("\n")));
        assertThat(shown)
                .startsWith("Cost of transaction SALE-1 of company C: issue of 1 of item BIKE, accounting, USD\n\n")
                .endsWith("""

                        Amount is what a line gives to the line above it. Where that is only a part of it, Of and Worth are the whole,
                        and the lines below it add up to the whole; else they add up to the amount.
                        """);
    }

    @Test
    void json_has_every_line_with_its_parts() {
        close();
        JsonNode all = json("SALE-1");
        assertThat(all.propertyNames())
                .containsExactly("company", "currencyLayer", "currency", "depth", "limit", "chain");
        JsonNode sale = all.get("chain");
        assertThat(sale.propertyNames())
                .containsExactly(
                        "node",
                        "level",
                        "kind",
                        "name",
                        "itemNumber",
                        "site",
                        "warehouse",
                        "batchNumber",
                        "serialNumber",
                        "date",
                        "invoiced",
                        "returnOf",
                        "costFlow",
                        "quantity",
                        "unitCost",
                        "amount",
                        "share",
                        "wholeQuantity",
                        "value",
                        "principle",
                        "settled",
                        "runs",
                        "journal",
                        "reason",
                        "circleUnits",
                        "count",
                        "shown",
                        "sameAs",
                        "circle",
                        "parts");
        JsonNode bicycle = sale.get("parts").get(0);
        assertThat(bicycle.get("name").asString()).isEqualTo("MADE-1");
        assertThat(bicycle.get("quantity").asString()).isEqualTo("1");
        assertThat(bicycle.get("amount").asString()).isEqualTo("18.25");
        assertThat(bicycle.get("wholeQuantity").asString()).isEqualTo("2");
        assertThat(bicycle.get("value").asString()).isEqualTo("36.50");
        assertThat(bicycle.get("principle").asString()).isEqualTo("FIFO");
        assertThat(bicycle.get("runs").toString()).isEqualTo("[2]");
        assertThat(amounts(bicycle))
                .isEqualTo("RECEIPT 18.25 [FLOW 36.50 [ISSUE 26.50 [RECEIPT 26.50 [FLOW 79.50 [ISSUE 79.50"
                        + " [RECEIPT 61.50 [POSTED 60.00] [ADJUSTMENT 1.50]] [RECEIPT 18.00]]]]] [ADDED 10.00]]");
    }

    @Test
    void what_nothing_paid_for_keeps_its_posted_cost_and_says_why() {
        assertThat(amounts(chain("SALE-1"))).isEqualTo("ISSUE 17.00 [REST 17.00]");
        assertThat(reason("SALE-1")).isEqualTo("NO_CLOSE_YET");
        close();
        JsonNode sale = chain("SALE-2");
        assertThat(amounts(sale)).startsWith("ISSUE 35.25 [RECEIPT 18.25 [").endsWith("] [REST 17.00]");
        assertThat(sale.get("parts").get(1).get("quantity").asString()).isEqualTo("1");
        assertThat(reason("SALE-2")).isEqualTo("NO_RECEIPT");
    }

    private String reason(String transaction) {
        JsonNode parts = chain(transaction).get("parts");
        return parts.get(parts.size() - 1).get("reason").asString();
    }

    @Test
    void a_recalculation_keeps_no_matches_so_the_chain_ends_with_it() {
        done("post --company C --journal FREIGHT --posting-date 2026-01-10");
        done("recalculate --company C --date 2026-01-31");
        assertThat(amounts(chain("SALE-1"))).isEqualTo("ISSUE 18.25 [REST 17.00] [RECALCULATION 1.25]");
        done("close --company C --date 2026-01-31");
        assertThat(amounts(chain("SALE-1"))).startsWith("ISSUE 18.25 [RECEIPT 18.25 [");
        done("cancel --run 3");
        assertThat(amounts(chain("SALE-1"))).isEqualTo("ISSUE 18.25 [REST 17.00] [RECALCULATION 1.25]");
    }

    @Test
    void the_rest_of_a_flow_waits_for_the_receipt_that_has_not_come() throws IOException {
        stock(
                "OUT-2,FRAME,ISSUE,-1,2026-01-28,-6.00,W1,57,MOVE-2",
                "IN-2,FRAME,RECEIPT,1,2026-02-02,6.00,W2,57,MOVE-2");
        done("import " + directory);
        close();
        assertThat(amounts(chain("IN-2")))
                .isEqualTo("RECEIPT 6.00 [FLOW 6.00 [ISSUE 9.00 [RECEIPT 9.00]] [NOT_CARRIED -3.00]]");
        done("close --company C --date 2026-02-28");
        assertThat(amounts(chain("IN-2"))).isEqualTo("RECEIPT 9.00 [FLOW 9.00 [ISSUE 9.00 [RECEIPT 9.00]]]");
    }

    @Test
    void what_a_circle_writes_off_into_which_nothing_comes_is_not_called_too_small() throws IOException {
        stock(
                "GO-1,FRAME,ISSUE,-5,2026-01-10,-50.00,W3,57,THERE",
                "GO-2,FRAME,RECEIPT,5,2026-01-10,50.00,W4,57,THERE",
                "GO-3,FRAME,ISSUE,-5,2026-01-11,-48.00,W4,57,BACK",
                "GO-4,FRAME,RECEIPT,5,2026-01-11,48.00,W3,57,BACK");
        done("import " + directory);
        done("post --company C --journal FREIGHT --posting-date 2026-01-10");
        assertThat(done("close --company C --date 2026-01-31 --minimum-throughput 10"))
                .containsPattern("Written off or taken back +1[0-9]\\.[0-9]{2}\n");
        JsonNode there = chain("GO-2").get("parts").get(0);
        assertThat(amounts(there)).startsWith("FLOW 50.00 [ISSUE 48.00 [").endsWith(" [ROUNDING 2.00]");
        assertThat(there.get("parts").get(1).get("reason").asString()).isEqualTo("CIRCULAR");
        assertThat(done(EXPLAIN + "GO-2 --chain"))
                .contains("written off: a circle into which no cost comes from outside")
                .contains("run 2, look for the missing purchase")
                .doesNotContain("too small");
        assertThat(done(EXPLAIN + "GO-2 --chain --output csv")).contains(",CIRCULAR,");
        assertThat(done("report cost --company C --transaction GO-2"))
                .contains("written off: a circle into which no cost comes from outside");
        assertThat(done(EXPLAIN + "IN-1 --chain"))
                .contains("written off: too small to be carried")
                .doesNotContain("missing purchase");
    }

    @Test
    void what_is_too_deep_or_too_much_is_said_and_the_lines_still_add_up() {
        close();
        assertThat(amounts(chain("SALE-1 --depth 1"))).isEqualTo("ISSUE 18.25 [RECEIPT 18.25]");
        assertThat(chain("SALE-1 --depth 1").get("parts").get(0).get("shown").asString())
                .isEqualTo("LEFT_OUT");
        assertThat(done(EXPLAIN + "SALE-1 --chain --depth 1"))
                .contains("FIFO, run 2, goes on, not shown\n")
                .endsWith(
                        "1 line goes on and is not followed: give a higher --depth or --limit, or explain it by name.\n");
        assertThat(amounts(chain("OUT-1 --limit 2"))).isEqualTo("ISSUE 79.50 [RECEIPT 61.50] [OTHERS 18.00]");
        assertThat(done(EXPLAIN + "OUT-1 --chain --limit 2")).contains("└─ 1 other ");
    }

    @Test
    void csv_has_a_row_for_each_line() {
        close();
        assertThat(done(EXPLAIN + "OUT-1 --chain --output csv")).isEqualTo("""
                node,level,kind,name,item_number,site,warehouse,batch_number,serial_number,date,invoiced,return_of,cost_flow,quantity,unit_cost,amount,share,whole_quantity,value,principle,settled,runs,journal,reason,circle_units,count,shown,same_as,circle_run,circle_number
                1,0,ISSUE,OUT-1,FRAME,S,W1,,,2026-01-20,true,,MOVE-1,12,6.63,79.50,,12,79.50,,true,,,,,1,HERE,,,
                2,1,RECEIPT,BUY-1,FRAME,S,W1,,,2026-01-05,true,,,10,6.15,61.50,77.4,10,61.50,FIFO,true,2,,,,1,HERE,,,
                3,2,POSTED,,,,,,,,,,,10,6.00,60.00,97.6,10,60.00,,true,,,,,1,HERE,,,
                4,2,ADJUSTMENT,,,,,,,,,,,,,1.50,2.4,,1.50,,true,1,FREIGHT,,,1,HERE,,,
                5,1,RECEIPT,BUY-2,FRAME,S,W1,,,2026-01-08,true,,,2,9.00,18.00,22.6,5,45.00,FIFO,true,2,,,,1,HERE,,,
                """);
    }

    @Test
    void the_page_shows_an_auditor_each_line_and_that_it_adds_up() throws IOException {
        close();
        String page = done("report cost --company C --transaction SALE-1");
        assertThat(page)
                .contains("<h1>Cost of SALE-1</h1>", "<div class=\"value\">18.25</div>")
                .contains("<span class=\"code\">MADE-1</span><span class=\"label\"> receipt of ORDER-1</span>"
                        + "<div class=\"detail\">2026-01-23 · BIKE / S / W2 · FIFO, run 2</div></td>"
                        + "<td class=\"figure\">1</td><td class=\"figure\">18.25</td><td class=\"figure\">18.25</td>"
                        + "<td class=\"figure\">100.0 %</td>")
                .contains("<td class=\"figure\">2</td><td class=\"figure\">36.50</td>")
                .contains("added in it: labour, overhead", "run 1, journal FREIGHT")
                .contains("8 of 8 lines that have others below them are the sum of these")
                .contains("prefers-color-scheme: dark", "size: A4 landscape")
                .doesNotContain("<script", "<link", "url(", "src=");
        for (String file : List.of("cost.html", "cost.pdf", "cost.xlsx", "cost.csv")) {
            done("report cost --company C --transaction SALE-1 --out " + directory.resolve(file));
        }
        assertThat(directory.resolve("cost.html")).hasContent(page);
        assertThat(Files.readString(directory.resolve("cost.csv")))
                .isEqualTo(done(EXPLAIN + "SALE-1 --chain --output csv"));
        assertThat(directory.resolve("cost.pdf")).isNotEmptyFile();
        assertThat(directory.resolve("cost.xlsx")).isNotEmptyFile();
    }

    @Test
    void a_match_that_was_taken_out_of_the_tables_leaves_a_cost_unexplained() {
        close();
        JdbcClient.create(TestDatabase.dataSource(url)).sql("""
                alter table match disable trigger append_only;
                delete from match where issue_id = (select id from inventory_transaction where transaction_id = 'SALE-1');
                alter table match enable trigger append_only
                """).update();
        assertThat(amounts(chain("SALE-1"))).isEqualTo("ISSUE 18.25 [REST 17.00] [UNEXPLAINED 1.25]");
        assertThat(done(EXPLAIN + "SALE-1 --chain")).contains("UNEXPLAINED: run verify");
        assertThat(done("report cost --company C --transaction SALE-1"))
                .contains("0 of 1 lines that have others below them are the sum of these");
    }

    @Test
    void what_cannot_be_answered_is_refused() {
        refused(EXPLAIN + "SALE-9 --chain", 4, """
                UNKNOWN_TRANSACTION  company "C" has no inventory transaction "SALE-9": correct the transaction id, or import the transaction
                """);
        refused("report cost --company C --transaction SALE-9", 4, """
                UNKNOWN_TRANSACTION  company "C" has no inventory transaction "SALE-9": correct the transaction id, or import the transaction
                """);
        refused("explain --company D --transaction SALE-1 --chain", 4, """
                UNKNOWN_COMPANY  there is no company "D": import it, or give one of: "C"
                """);
        refused(EXPLAIN + "SALE-1 --chain --layer reporting", 4, """
                LAYER_NOT_SET_UP  company "C" has no reporting currency: give it a reporting_currency in companies.csv, or use --layer accounting
                """);
    }

    private void refused(String line, int exitCode, String message) {
        assertThat(program.line(line).exited(exitCode).err()).isEqualTo(message);
    }
}
