package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.periodclose.Commands;
import org.periodclose.cli.InProcess;
import org.periodclose.contract.Books;
import org.periodclose.contract.Folder;

/** Items that this program has valued become standard-cost items. */
class ConversionTest {
    private static final String STOCK = """
            3 Jan  F R 4 @ 10
            5 Jan  F R 4 @ 12
            9 Jan  F I 3 @ 11
            """;

    private static final String CLOSE = "close --company C --date 2026-01-31";
    private static final String TO_11 = "convert --company C --item A1 --price 11 --date 2026-02-01";

    private final Books books = Books.empty();
    private final Commands program = InProcess.on(books.url());

    private String does(String command) {
        return StockLedger.told(program, command);
    }

    private void isClosed(String model, String stock) {
        StockLedger.imported(program, model, stock);
        program.line(CLOSE).exited(0);
    }

    private void isSound() {
        program.line("verify --company C").exited(0);
    }

    private String refused(String command) {
        return program.line(command).exited(4).err().replaceAll("\\s+", " ").trim();
    }

    private String onHand(long run) {
        return books.sql()
                .sql(
                        "select coalesce(string_agg(trim_scale(quantity) || ' for ' || value, ', '), 'nothing') from closing_balance where run_id = :run")
                .param("run", run)
                .query(String.class)
                .single();
    }

    @Test
    void each_open_layer_is_set_to_standard_cost() {
        isClosed("FIFO", STOCK);
        assertThat(onHand(1)).isEqualTo("5 for 58.00");
        assertThat(does(TO_11)).isEqualTo("""
                1 Feb standard cost conversion
                  R1 +1.00
                  R2 -4.00
                """);
        isSound();
    }

    @Test
    void an_average_layer_is_an_open_layer() {
        isClosed("WEIGHTED_AVERAGE", STOCK);
        assertThat(onHand(1)).isEqualTo("5 for 55.00");
        assertThat(does(TO_11.replace("price 11", "price 12"))).isEqualTo("""
                1 Feb standard cost conversion
                  ~1/1 +5.00
                """);
        assertThat(program.line("explain --run 2 --line 1").exited(0).out())
                .contains("~1/1", "posting profile PROFIT of all items");
        isSound();
    }

    @Test
    void the_stock_is_worth_quantity_times_price_to_the_unit() {
        isClosed("FIFO", """
                3 Jan  F R 1 @ 10
                4 Jan  F R 1 @ 10
                5 Jan  F R 1 @ 10
                """);
        assertThat(does(TO_11.replace("price 11", "price 3.335")))
                .as("10.005 is 10.01: 3.34 + 3.33 + 3.34")
                .isEqualTo("""
                        1 Feb standard cost conversion
                          R1 -6.66
                          R2 -6.67
                          R3 -6.66
                        """);
        program.line("close --company C --date 2026-02-28").exited(0);
        assertThat(onHand(3)).isEqualTo("3 for 10.01");
        isSound();
    }

    @Test
    void after_it_the_erp_values_the_item_whatever_items_csv_says() {
        isClosed("FIFO", STOCK);
        does(TO_11);
        StockLedger.becomes(program, "FIFO");
        program.run(
                        "import",
                        Folder.create().file("inventory_transactions.csv", """
                company,transaction_id,item_number,kind,quantity,physical_date,financial_date,cost_amount,reporting_cost_amount,open,site,warehouse,batch_number,serial_number,inventory_account,offset_account
                C,I2,A1,ISSUE,-4,,2026-02-03,-44.00,,true,S1,W1,,,,
                C,R3,A1,RECEIPT,2,,2026-02-04,22.00,,true,S1,W1,,,,
                """).toString(),
                        "--quiet")
                .exited(0);
        assertThat(does("recalculate --company C --date 2026-02-10")).isEmpty();
        assertThat(does("close --company C --date 2026-02-28")).isEqualTo("28 Feb close\n");
        assertThat(onHand(3)).isEqualTo("3 for 33.00");
        assertThat(does("revalue --company C --item A1 --price 12 --date 2026-03-01"))
                .isEqualTo("1 Mar revaluation\n  R3 +3.00\n");
        assertThat(does("close --company C --date 2026-03-31")).isEqualTo("31 Mar close\n");
        assertThat(onHand(5)).isEqualTo("3 for 36.00");
        assertThat(refused("convert --company C --item A1 --price 13 --date 2026-04-01"))
                .contains(
                        "NOT_PERIODIC item \"A1\" is valued by STANDARD_COST, and only what this program values is converted:"
                                + " leave the item out, and set its value with revalue");
        program.run(
                        "import",
                        Folder.create()
                                .file(
                                        "adjustment_journals.csv",
                                        "company,journal,currency_layer,description\nC,J,ACCOUNTING,\n")
                                .file("adjustments.csv", "company,journal,transaction_id,amount\nC,J,R3,1.00\n")
                                .toString(),
                        "--quiet")
                .exited(0);
        assertThat(refused("post --company C --journal J --posting-date 2026-04-01"))
                .contains(
                        "MODEL_NOT_ADJUSTABLE item \"A1\" of transaction \"R3\" was converted to standard cost by run 2");
        isSound();
    }

    @Test
    void neither_it_nor_the_close_before_it_is_cancelled() {
        isClosed("FIFO", STOCK);
        does(TO_11);
        String remedy = ": correct a price with revalue, and anything else in the open period";
        assertThat(refused("cancel --run 2"))
                .contains(
                        "CONVERSION_IS_FINAL run 2, the conversion to standard cost of 2026-02-01, cannot be cancelled:"
                                + " what is converted stays converted" + remedy);
        assertThat(refused("cancel --run 1"))
                .contains(
                        "CONVERSION_IS_FINAL run 1, the close of 2026-01-31, cannot be cancelled: run 2 has converted items to"
                                + " standard cost after it" + remedy);
        assertThat(refused("cancel --run 1 --chain")).contains("CONVERSION_IS_FINAL");
    }

    @Test
    void what_it_stands_on_is_not_cancelled_either() {
        isClosed("FIFO", STOCK);
        program.line("adjust --company C --journal H --on-hand --method fixed-cost-price --price 15 --item A1")
                .exited(0);
        program.line("post --company C --journal H").exited(0);
        program.line("cancel --run 2").exited(0);
        program.line("adjust --company C --journal H2 --on-hand --method fixed-cost-price --price 14 --item A1")
                .exited(0);
        program.line("post --company C --journal H2").exited(0);
        does(TO_11);
        assertThat(refused("cancel --run 4"))
                .contains(
                        "CONVERSION_IS_FINAL run 4 of journal \"H2\" cannot be cancelled",
                        "run 5 has converted items to")
                .doesNotContain("RUN_IN_THE_WAY");
        assertThat(refused("cancel --run 4 --chain")).contains("CONVERSION_IS_FINAL run 4 of journal");
        assertThat(refused("cancel --run 2")).contains("ALREADY_CANCELLED");
        isSound();
    }

    @Test
    void an_on_hand_adjustment_of_another_item_is_still_cancelled() {
        isClosed("FIFO", STOCK);
        program.line("adjust --company C --journal H --on-hand --method fixed-cost-price --price 15 --item A1")
                .exited(0);
        program.line("post --company C --journal H").exited(0);
        books.sql()
                .sql("insert into item (company_id, item_number, name, item_group_id, inventory_model)"
                        + " select company_id, 'B1', 'B', item_group_id, 'FIFO' from item where item_number = 'A1'")
                .update();
        does("convert --company C --item B1 --price 3 --date 2026-02-01");
        program.line("cancel --run 2").exited(0);
        assertThat(refused("cancel --run 1")).contains("CONVERSION_IS_FINAL run 1,");
    }

    @Test
    void what_was_posted_before_its_close_is_locked_for_good() {
        StockLedger.imported(program, "FIFO", STOCK);
        program.line("adjust --company C --journal J --method amount --amount 4 --item A1")
                .exited(0);
        program.line("post --company C --journal J --posting-date 2026-01-20").exited(0);
        program.line(CLOSE).exited(0);
        assertThat(refused("cancel --run 1")).contains("INVENTORY_CLOSED", "cancel --run 2 first");
        does(TO_11);
        assertThat(refused("cancel --run 1"))
                .contains("CONVERSION_IS_FINAL run 1 of journal \"J\" cannot be cancelled")
                .doesNotContain("cancel --run 2");
    }

    /** Remedies do not name what cannot be done any more. */
    @Test
    void nobody_is_told_to_cancel_the_close_before_it() {
        isClosed("FIFO", STOCK);
        String[][] refusals = {
            {"revalue --company C --item A1 --price 12 --date 2026-01-20", "revalue with a later --date"},
            {"close --company C --date 2026-01-20", "close a later date"},
            {"import " + Folder.create().file("inventory_transactions.csv", """
                company,transaction_id,item_number,kind,quantity,physical_date,financial_date,cost_amount,reporting_cost_amount,open,site,warehouse,batch_number,serial_number,inventory_account,offset_account
                C,I2,A1,ISSUE,-4,,2026-01-20,-44.00,,true,S1,W1,,,,
                """), "give it a later financial date"},
            {
                "import "
                        + Folder.create()
                                .file(
                                        "inventory_closes.csv",
                                        "company,currency_layer,closed_on\nC,ACCOUNTING,2026-01-10\n"),
                "remove the line"
            }
        };
        for (String[] refusal : refusals) {
            assertThat(refused(refusal[0])).contains(refusal[1], "cancel ", "--run 1 first");
        }
        does(TO_11);
        for (String[] refusal : refusals) {
            assertThat(refused(refusal[0])).contains(refusal[1]).doesNotContain("cancel");
        }
    }

    @Test
    void the_same_command_again_does_nothing() {
        isClosed("FIFO", STOCK);
        does(TO_11);
        assertThat(program.line(TO_11).exited(0).out()).contains("was posted before");
        assertThat(refused(TO_11.replace("price 11", "price 12"))).contains("NOT_PERIODIC");
    }

    @Test
    void it_needs_the_close_of_the_day_before_and_nothing_after_it() {
        isClosed("FIFO", STOCK + "3 Feb  F R 1 @ 10\n");
        assertThat(refused(TO_11))
                .contains("BEFORE_TRANSACTION transaction \"R3\" of item \"A1\" is of 2026-02-03, after 2026-01-31:"
                        + " close 2026-02-03 or a later day, then convert with the day after it");
        assertThat(refused(TO_11.replace("02-01", "02-02")))
                .contains(
                        "NO_CLOSE company \"C\" was not closed by this program on 2026-02-01 in the ACCOUNTING layer, the day before the"
                                + " conversion to standard cost of 2026-02-02: run close --company C --date 2026-02-01 first, or convert with"
                                + " the day after the last close");
        assertThat(refused(TO_11.replace("02-01", "01-20")))
                .contains(
                        "INVENTORY_CLOSED inventory of company \"C\" is closed up to 2026-01-31 in the ACCOUNTING layer by run 1",
                        "convert with --date 2026-02-01");
        program.line("close --company C --date 2026-02-03").exited(0);
        assertThat(does(TO_11.replace("02-01", "02-04"))).isEqualTo("""
                4 Feb standard cost conversion
                  R1 +1.00
                  R2 -4.00
                  R3 +1.00
                """);
        isSound();
    }

    @Test
    void a_later_run_stands_in_its_way() {
        isClosed("FIFO", STOCK);
        program.run(
                        "import",
                        Folder.create()
                                .file(
                                        "adjustment_journals.csv",
                                        "company,journal,currency_layer,description\nC,J,ACCOUNTING,\n")
                                .file("adjustments.csv", "company,journal,transaction_id,amount\nC,J,R2,1.00\n")
                                .toString(),
                        "--quiet")
                .exited(0);
        program.line("post --company C --journal J --posting-date 2026-02-05").exited(0);
        assertThat(refused(TO_11))
                .contains(
                        "RUN_IN_THE_WAY run 2 has changed the value of item \"A1\" on 2026-02-05, after 2026-01-31: cancel --run 2"
                                + " first, or close 2026-02-05 or a later day and convert with the day after it");
    }

    @Test
    void an_unsettled_issue_keeps_its_cost_and_the_stock_is_worth_its_price() {
        isClosed("FIFO", """
                3 Jan  F R 5 @ 10
                4 Jan  P R 2 @ 12
                9 Jan  F I 2 @ 9 marked R2
                """);
        assertThat(onHand(1)).isEqualTo("3 for 32.00");
        assertThat(program.line("unsettled --run 1 --output csv").exited(0).out())
                .contains("I1", "MARKED_RECEIPT_NOT_THERE");
        assertThat(does(TO_11)).as("3 x 11.00 - 32.00").isEqualTo("""
                1 Feb standard cost conversion
                  R1 +1.00
                """);
        program.line("close --company C --date 2026-02-28").exited(0);
        assertThat(onHand(3)).isEqualTo("3 for 33.00");
        isSound();
    }

    @Test
    void an_issue_that_waits_for_its_own_return_keeps_its_cost_too() {
        isClosed("FIFO", """
                3 Jan  F I 2 @ 10
                4 Jan  F R 2 @ 9 of I1
                """);
        assertThat(program.line("unsettled --run 1 --output csv").exited(0).out())
                .contains("I1", "OWN_RETURN");
        assertThat(onHand(1)).isEqualTo("nothing");
        assertThat(does(TO_11)).isEqualTo("1 Feb standard cost conversion\n");
        isSound();
    }

    @Test
    void stock_with_more_issues_than_receipts_is_not_converted() {
        isClosed("FIFO", """
                3 Jan  F I 2 @ 10
                4 Jan  F R 2 @ 10 of I1
                5 Jan  F R 3 @ 10
                6 Jan  F I 4 @ 9
                """);
        assertThat(onHand(1)).startsWith("-1 for");
        assertThat(refused(TO_11))
                .contains(
                        "NEGATIVE_STOCK item \"A1\" (site \"S1\", warehouse \"W1\") has 1 more in issues than in receipts on 2026-01-31: post the missing"
                                + " receipts, close again, then convert");
    }

    @Test
    void an_item_without_stock_only_gets_its_model() {
        isClosed("FIFO", """
                3 Jan  F R 2 @ 10
                4 Jan  F I 2 @ 10
                """);
        assertThat(does(TO_11)).isEqualTo("1 Feb standard cost conversion\n");
        assertThat(program.line("voucher --run 2 --output json").exited(0).out())
                .contains("\"voucher\": null");
        assertThat(refused(TO_11.replace("price 11", "price 12"))).contains("NOT_PERIODIC");
        isSound();
    }

    @Test
    void every_item_that_has_stock_needs_a_price() {
        isClosed("FIFO", STOCK);
        String file = Folder.create()
                .file("prices.csv", "item_number,price,site\nA1,11,S9\n")
                .path()
                .resolve("prices.csv")
                .toString();
        assertThat(refused("convert --company C --item A1 --date 2026-02-01 --prices " + file))
                .contains(
                        "NO_COST_PRICE item \"A1\" (site \"S1\", warehouse \"W1\") has stock and no price: give it a line in the file of --prices, or"
                                + " leave the item out");
        assertThat(program.line("convert --company C --date 2026-02-01 --prices " + file)
                        .exited(2)
                        .err())
                .contains("no item is named");
    }
}
