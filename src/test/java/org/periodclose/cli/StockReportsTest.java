package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.Ended;
import org.periodclose.database.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reports of stock of company C, worked out by hand. Item A is FIFO: of 10 for 60.00 in warehouse W1, January sells 4 (posted at 28.00; the close
 * finds 24.00) and takes 2 for 12.00 to W2. February buys 5 for 40.00, less 5.00 by a journal, sells 3 for 21.00, and takes 1 for 6.00 to W2. Item B lies in W1 all the time; item Z came and went in January.
 */
class StockReportsTest {
    private static final String FEBRUARY = "report balance-turnover --company C --from 2026-02-01 --to 2026-02-28";
    private static final String JANUARY = "report balance-turnover --company C --from 2026-01-01 --to 2026-01-31";
    private static final String HEAD =
            "opening_quantity,opening_value,receipts_quantity,receipts_value,issues_quantity,issues_value,closing_quantity,closing_value\n";

    @TempDir
    Path directory;

    private String url = "";
    private InProcess program;

    @BeforeEach
    void company() throws IOException {
        company(true);
    }

    private void company(boolean storno) throws IOException {
        url = TestDatabase.freshUrl();
        program = InProcess.on(url);
        file("companies.csv", """
                company,name,accounting_currency,reporting_currency,storno_for_inventory_adjustments
                C,Company,USD,EUR,%s
                """.formatted(storno));
        file("adjustments.csv", "company,journal,transaction_id,amount\n");
        file("fiscal_periods.csv", """
                company,period,start_date,end_date,status
                C,2026,2026-01-01,2026-12-31,OPEN
                """);
        file("main_accounts.csv", """
                company,main_account,name,type
                C,10.1,Goods,BALANCE_SHEET
                C,10.2,Goods in the second warehouse,BALANCE_SHEET
                C,57,Goods in transit,BALANCE_SHEET
                C,90,Sales,PROFIT_AND_LOSS
                C,91,Other,PROFIT_AND_LOSS
                """);
        file("item_groups.csv", "company,item_group,name\nC,G,Goods\nC,H,Other goods\n");
        file("item_model_groups.csv", """
                company,item_model_group,include_physical_value,fixed_receipt_price,negative_stock,financial_dimensions
                C,M,false,false,true,WAREHOUSE
                """);
        file("items.csv", """
                company,item_number,name,item_group,inventory_model,cost_price,reporting_cost_price,item_model_group
                C,A,Item A,G,FIFO,,,M
                C,Z,Item Z,G,FIFO,,,M
                C,B,Item B,H,MOVING_AVERAGE,,,M
                """);
        file("posting_profiles.csv", """
                company,account_type,item_code,item_relation,main_account
                C,INVENTORY,ALL,,10.1
                C,ISSUE,ALL,,90
                C,PROFIT,ALL,,91
                C,LOSS,ALL,,91
                """);
        stock(
                "R1,A,RECEIPT,10,2026-01-05,2026-01-05,60.00,50.00,W1,,,",
                "B1,B,RECEIPT,3,2026-01-08,2026-01-08,33.00,27.00,W1,,,",
                "I1,A,ISSUE,-4,2026-01-12,2026-01-12,-28.00,-22.00,W1,,,",
                "X1,A,ISSUE,-2,2026-01-20,2026-01-20,-12.00,-10.00,W1,,57,F1",
                "X2,A,RECEIPT,2,2026-01-20,2026-01-20,12.00,10.00,W2,10.2,57,F1",
                "Z1,Z,RECEIPT,1,2026-01-02,2026-01-02,5.00,4.00,W1,,,",
                "Z2,Z,ISSUE,-1,2026-01-03,2026-01-03,-5.00,-4.00,W1,,,");
    }

    private void file(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }

    private void stock(String... rows) throws IOException {
        StringBuilder csv = new StringBuilder(
                "company,transaction_id,item_number,kind,quantity,physical_date,financial_date,cost_amount,reporting_cost_amount,"
                        + "warehouse,inventory_account,offset_account,cost_flow,open,site,batch_number,serial_number\n");
        for (String row : rows) {
            csv.append("C,").append(row).append(",true,S,,\n");
        }
        file("inventory_transactions.csv", csv.toString());
        done("import " + directory + " --late next-open-day");
    }

    private void closeJanuary() {
        done("close --company C --date 2026-01-31");
    }

    private void february() throws IOException {
        file("adjustment_journals.csv", "company,journal,currency_layer,description\nC,J,ACCOUNTING,\n");
        file("adjustments.csv", "company,journal,transaction_id,amount\nC,J,R2,-5.00\n");
        stock(
                "R2,A,RECEIPT,5,2026-02-03,2026-02-03,40.00,35.00,W1,,,",
                "I2,A,ISSUE,-3,2026-02-10,2026-02-10,-21.00,-17.00,W1,,,",
                "R3,A,RECEIPT,1,2026-02-15,,9.00,8.00,W1,,,",
                "X3,A,ISSUE,-1,2026-02-25,2026-02-25,-6.00,-5.00,W1,,57,F2",
                "X4,A,RECEIPT,1,2026-02-27,2026-02-27,6.00,5.00,W2,10.2,57,F2");
        done("post --company C --journal J --posting-date 2026-02-20");
    }

    private String done(String line) {
        return program.line(line).exited(0).out();
    }

    private String csv(String line) {
        return done(line + " --format csv");
    }

    @Test
    void a_period_has_the_figures_that_are_worked_out_by_hand() throws IOException {
        closeJanuary();
        february();
        assertThat(csv(FEBRUARY)).isEqualTo("item_group,item_number,storno," + HEAD + """
                G,A,false,6,36.00,5,40.00,3,21.00,8,55.00
                G,A,true,0,0.00,0,-5.00,0,0.00,0,-5.00
                H,B,false,3,33.00,0,0.00,0,0.00,3,33.00
                """);
        assertThat(csv(FEBRUARY + " --exclude-storno")).isEqualTo("item_group,item_number," + HEAD + """
                G,A,6,36.00,5,35.00,3,21.00,8,50.00
                H,B,3,33.00,0,0.00,0,0.00,3,33.00
                """);
        assertThat(csv(FEBRUARY + " --by item --expand-transfers")).isEqualTo("item_number," + HEAD + """
                A,6,36.00,6,41.00,4,27.00,8,50.00
                B,3,33.00,0,0.00,0,0.00,3,33.00
                """);
        assertThat(csv(FEBRUARY + " --by warehouse,item")).isEqualTo("warehouse,item_number," + HEAD + """
                W1,A,4,24.00,5,35.00,4,27.00,5,32.00
                W1,B,3,33.00,0,0.00,0,0.00,3,33.00
                W2,A,2,12.00,1,6.00,0,0.00,3,18.00
                """);
        assertThat(csv(FEBRUARY + " --by account,item-group")).isEqualTo("inventory_account,item_group," + HEAD + """
                10.1,G,4,24.00,5,35.00,4,27.00,5,32.00
                10.1,H,3,33.00,0,0.00,0,0.00,3,33.00
                10.2,G,2,12.00,1,6.00,0,0.00,3,18.00
                """);
        assertThat(csv(FEBRUARY + " --by item --physical"))
                .as("the receipt without an invoice")
                .contains("\nA,6,36.00,6,44.00,3,21.00,9,59.00\n");
        assertThat(csv(FEBRUARY + " --by item --zero")).endsWith("\nZ,0,0.00,0,0.00,0,0.00,0,0.00\n");
        assertThat(csv(FEBRUARY + " --by batch,serial"))
                .isEqualTo("batch_number,serial_number," + HEAD + ",,9,69.00,5,35.00,3,21.00,11,83.00\n");
    }

    @Test
    void a_storno_lowers_the_side_of_its_transaction() {
        closeJanuary();
        assertThat(csv(JANUARY)).isEqualTo("item_group,item_number,storno," + HEAD + """
                G,A,false,0,0.00,10,60.00,4,28.00,6,32.00
                G,A,true,0,0.00,0,0.00,0,-4.00,0,4.00
                G,Z,false,0,0.00,1,5.00,1,5.00,0,0.00
                H,B,false,0,0.00,3,33.00,0,0.00,3,33.00
                """);
        assertThat(csv(JANUARY + " --exclude-storno --expand-transfers"))
                .contains("\nG,A,0,0.00,12,72.00,6,36.00,6,36.00\n");
    }

    @Test
    void without_storno_the_folded_figures_are_the_same() throws IOException {
        closeJanuary();
        february();
        String withStorno = csv(FEBRUARY + " --exclude-storno") + csv(JANUARY + " --exclude-storno --expand-transfers");
        company(false);
        closeJanuary();
        february();
        assertThat(csv(FEBRUARY + " --exclude-storno") + csv(JANUARY + " --exclude-storno --expand-transfers"))
                .isEqualTo(withStorno);
        assertThat(csv(FEBRUARY)).doesNotContain(",true,");
    }

    @Test
    void what_is_cancelled_counts_for_nothing() throws IOException {
        String open = csv(JANUARY);
        assertThat(open).contains("\nG,A,false,0,0.00,10,60.00,4,28.00,6,32.00\n");
        closeJanuary();
        february();
        String before = csv(FEBRUARY);
        done("recalculate --company C --date 2026-02-28");
        assertThat(csv(FEBRUARY)).contains("\nG,A,true,0,0.00,0,-5.00,0,-3.00,0,-2.00\n");
        done("cancel --company C --recalculations-from 2026-02-01");
        assertThat(csv(FEBRUARY)).isEqualTo(before);

        done("cancel --run 1");
        assertThat(csv(JANUARY)).isEqualTo(open);
        assertThat(csv(FEBRUARY + " --by item --exclude-storno")).contains("\nA,6,32.00,5,35.00,3,21.00,8,46.00\n");
        assertThat(done(FEBRUARY)).contains(">all transactions<");
        assertThat(done("report on-hand --close 1")).contains("the close is cancelled by 5: it counts for nothing");
    }

    @Test
    void each_currency_layer_has_figures_and_closes_of_its_own() throws IOException {
        closeJanuary();
        february();
        assertThat(csv(FEBRUARY + " --layer reporting --by item")).isEqualTo("item_number," + HEAD + """
                A,6,28.00,5,35.00,3,17.00,8,46.00
                B,3,27.00,0,0.00,0,0.00,3,27.00
                """);
        assertThat(done(FEBRUARY + " --layer reporting")).contains(">all transactions<");
        done("close --company C --date 2026-01-31 --layer reporting");
        assertThat(csv(FEBRUARY + " --layer reporting --by item"))
                .as("4 of 10 for 50.00 are 20.00")
                .contains("\nA,6,30.00,5,35.00,3,17.00,8,48.00\n");
    }

    @Test
    void a_value_without_a_cost_in_the_currency_is_not_known() throws IOException {
        stock("R9,B,RECEIPT,1,2026-01-09,2026-01-09,11.00,,W1,,,");
        assertThat(csv("report inventory-value --company C --date 2026-01-31 --layer reporting"))
                .isEqualTo("""
                        item_group,item_number,quantity,value
                        G,A,6,28.00
                        H,B,4,
                        """);
    }

    @Test
    void the_value_of_a_day_is_that_before_and_after_a_close() throws IOException {
        closeJanuary();
        february();
        String value = "report inventory-value --company C --date ";
        assertThat(csv(value + "2026-01-10")).isEqualTo("""
                item_group,item_number,quantity,value
                G,A,10,60.00
                H,B,3,33.00
                """);
        assertThat(csv(value + "2026-01-30 --by item")).contains("\nA,6,32.00\n");
        assertThat(csv(value + "2026-01-31 --by item")).contains("\nA,6,36.00\n");
        assertThat(csv(value + "2026-02-28 --by account")).isEqualTo("""
                inventory_account,quantity,value
                10.1,8,65.00
                10.2,3,18.00
                """);
        assertThat(done(value + "2026-02-28")).contains("83.00", "<h1>Inventory value on 2026-02-28</h1>");
    }

    @Test
    void a_report_starts_from_the_balances_of_the_last_close_before_its_period() throws IOException {
        closeJanuary();
        february();
        JdbcClient jdbc = JdbcClient.create(TestDatabase.dataSource(url));
        jdbc.sql("update closing_balance set value = value + 1000 where value = 24")
                .update();
        for (String by : List.of("item", "site", "warehouse,item", "item-group,item,storno")) {
            assertThat(done(FEBRUARY + " --by " + by))
                    .as(by)
                    .contains("the balances of the close of 2026-01-31 (run 1) and what is newer", "1,069.00");
        }
        for (String more : List.of("--by batch", "--by account", "--physical", "--zero")) {
            assertThat(done(FEBRUARY + " " + more))
                    .as(more)
                    .contains(">all transactions<")
                    .doesNotContain("1,069.00");
        }
        assertThat(done("report inventory-value --company C --date 2026-01-31")).contains("1,069.00");
        assertThat(done("report inventory-value --company C --date 2026-01-30")).contains(">all transactions<");
    }

    @Test
    void a_late_row_counts_on_the_day_on_which_it_takes_part() throws IOException {
        closeJanuary();
        stock("R0,A,RECEIPT,2,2026-01-25,2026-01-25,10.00,8.00,W1,,,");
        assertThat(done("explain --company C --transaction R0"))
                .contains(
                        "financial date 2026-01-25, takes part on 2026-02-01 because it came after a close of its day");
        assertThat(done("explain --company C --transaction R1")).doesNotContain("takes part");
        assertThat(csv(FEBRUARY + " --by item")).contains("\nA,6,36.00,2,10.00,0,0.00,8,46.00\n");
        assertThat(csv(FEBRUARY + " --by item --physical")).contains("\nA,8,46.00,0,0.00,0,0.00,8,46.00\n");
    }

    @Test
    void an_adjustment_before_the_invoice_counts_with_the_invoice() throws IOException {
        file("item_model_groups.csv", """
                company,item_model_group,include_physical_value,fixed_receipt_price,negative_stock,financial_dimensions
                C,M,true,false,true,WAREHOUSE
                """);
        stock("I3,A,ISSUE,-1,2026-01-25,,-9.00,-8.00,W1,,,");
        closeJanuary();
        assertThat(done("settlements --run 1 --matches")).containsOnlyOnce("not settled, only adjusts");
        assertThat(csv("report inventory-value --company C --date 2026-01-31 --by item"))
                .contains("\nA,6,36.00\n");
        stock("I3,A,ISSUE,-1,2026-01-25,2026-02-05,-9.00,-8.00,W1,,,");
        assertThat(csv(FEBRUARY + " --by item")).contains("\nA,6,36.00,0,0.00,1,6.00,5,30.00\n");
        done("close --company C --date 2026-02-28");
        assertThat(csv("report on-hand --close 2")).contains("\nA,S,W1,,,3,18.00\n");
        assertThat(csv("report inventory-value --company C --date 2026-02-28 --by item"))
                .contains("\nA,5,30.00\n");
    }

    @Test
    void what_a_close_found_on_hand_is_kept_with_its_layers() throws IOException {
        closeJanuary();
        february();
        assertThat(csv("report on-hand --close 1")).isEqualTo("""
                item_number,site,warehouse,batch_number,serial_number,quantity,value
                A,S,W1,,,4,24.00
                A,S,W2,,,2,12.00
                B,S,W1,,,3,33.00
                """);
        assertThat(done("report on-hand --close 1"))
                .containsSubsequence("On hand after the close of 2026-01-31", "Open layers (USD)", ">R1<", ">X2<");
        assertThat(program.line("report on-hand --close 2").exited(4).err())
                .contains("NO_CLOSE  run 2 is no close: only a close keeps what is open after it");
        assertThat(program.line("report on-hand --close 9").exited(4).err()).contains("UNKNOWN_RUN");
    }

    /** The ERP values item B; a close needs no cost of it, and its value in the reporting currency is not known. */
    @Test
    void a_missing_reporting_cost_of_what_the_erp_values_stops_no_close() throws IOException {
        stock("B2,B,RECEIPT,1,2026-01-09,2026-01-09,11.00,,W2,,,");
        done("close --company C --date 2026-01-31 --layer reporting");
        assertThat(csv("report on-hand --close 1")).contains("\nB,S,W1,,,3,27.00\n", "\nB,S,W2,,,1,\n");
        done("close --company C --date 2026-02-28 --layer reporting");
        assertThat(csv("report on-hand --close 2")).contains("\nB,S,W1,,,3,27.00\n", "\nB,S,W2,,,1,\n");
        assertThat(csv("report inventory-value --company C --layer reporting --date 2026-03-31 --by item"))
                .contains("\nB,4,\n");
    }

    @Test
    void a_balance_has_no_storno() {
        assertThat(program.line("report inventory-value --company C --date 2026-01-31 --by item,storno")
                        .exited(2)
                        .err())
                .contains(
                        "WRONG_USAGE  --by storno is for postings, and the value of a day is a balance: leave storno out, or use"
                                + " report balance-turnover");
    }

    @Test
    void every_report_is_every_kind_of_file() throws IOException {
        closeJanuary();
        for (String report :
                List.of(JANUARY, "report inventory-value --company C --date 2026-01-31", "report on-hand --close 1")) {
            for (String kind : List.of("html", "pdf", "xlsx", "csv")) {
                Path file = directory.resolve("report." + kind);
                done(report + " --out " + file);
                assertThat(Files.size(file)).isPositive();
            }
        }
    }

    @Test
    void a_slip_is_refused() {
        assertThat(program.line("report balance-turnover --company C --from 2026-02-01 --to 2026-01-31")
                        .exited(2)
                        .err())
                .contains("WRONG_USAGE  --from 2026-02-01 is after --to 2026-01-31: swap them");
        Ended word = program.line(JANUARY + " --by item,colour").exited(2);
        assertThat(word.err())
                .contains("WRONG_USAGE", "\"colour\" is not one of the words that are taken", "item-group, item, site");
        assertThat(program.line("report inventory-value --company X --date 2026-01-31")
                        .exited(4)
                        .err())
                .contains("UNKNOWN_COMPANY");
    }

    @Test
    void more_lines_than_are_kept_are_read_again() {
        JdbcClient.create(TestDatabase.dataSource(url)).sql("""
                        insert into item (company_id, item_number, name, item_group_id, inventory_model)
                        select g.company_id, 'N' || n, 'N' || n, g.id, 'FIFO' from item_group g, generate_series(1, 20001) n where g.item_group = 'G';
                        insert into cost_object (company_id, item_id) select company_id, id from item where item_number like 'N%';
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, physical_date, financial_date, cost_amount,
                               open, cost_object_id)
                        select i.company_id, i.item_number, i.id, 'RECEIPT', 1, '2026-01-05', '2026-01-05', 0.01, true, o.id
                          from item i join cost_object o on o.item_id = i.id where i.item_number like 'N%';
                        """).update();
        String value = "report inventory-value --company C --date 2026-01-31";
        assertThat(csv(value).lines())
                .as("A, B and the new ones, below their headings")
                .hasSize(20_004);
        assertThat(done(value)).contains("265.01");
    }
}
