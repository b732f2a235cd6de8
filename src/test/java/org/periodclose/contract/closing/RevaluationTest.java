package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.periodclose.Commands;
import org.periodclose.cli.InProcess;
import org.periodclose.contract.Books;
import org.periodclose.contract.Folder;

/** Stock that the ERP values gets a new value: quantity times price. */
class RevaluationTest {
    private static final String STOCK = """
            3 Jan  F R 4 @ 10
            5 Jan  F R 4 @ 14
            9 Jan  F I 7 @ 12
            """;

    private static final String TO_16 = "revalue --company C --item A1 --price 16 --date 2026-01-20";

    private final Books books = Books.empty();
    private final Commands program = InProcess.on(books.url());

    private void has(String model, String stock) {
        StockLedger.imported(program, model, stock);
    }

    private String does(String command) {
        return StockLedger.told(program, command);
    }

    private void isSound() {
        program.line("verify --company C").exited(0);
    }

    private String refused(String command) {
        return program.line(command).exited(4).err().replaceAll("\\s+", " ").trim();
    }

    private List<String> voucher(long run) {
        return books.sql().sql("""
                        select concat_ws(' ', d.main_account, c.main_account, l.amount, case when l.storno then 'storno' end)
                          from voucher_line l
                          join main_account d on d.id = l.debit_account_id
                          join main_account c on c.id = l.credit_account_id
                         where l.run_id = ? order by l.line
                        """).param(run).query(String.class).list();
    }

    private String onHand(long run) {
        return books.sql()
                .sql(
                        "select string_agg(trim_scale(quantity) || ' for ' || value, ', ') from closing_balance where run_id = ?")
                .param(run)
                .query(String.class)
                .single();
    }

    private void imported(String file, String text) {
        program.run("import", Folder.create().file(file, text).toString(), "--quiet")
                .exited(0);
    }

    private static String prices(String rows) {
        return Folder.create()
                .file("prices.csv", rows)
                .path()
                .resolve("prices.csv")
                .toString();
    }

    @Test
    void the_worked_ledger_on_hand_1_for_12_to_16() {
        has("MOVING_AVERAGE", STOCK);
        assertThat(does(TO_16)).isEqualTo("20 Jan revaluation\n  R2 +4.00\n");
        assertThat(voucher(1)).containsExactly("41 91.1 4.00");
        assertThat(does(TO_16)).as("there is nothing left to change").isEqualTo("20 Jan revaluation\n");
        isSound();
    }

    @Test
    void a_lower_value_goes_to_the_loss_account_as_storno() {
        has("STANDARD_COST", STOCK);
        assertThat(does(TO_16.replace("16", "9.50"))).isEqualTo("20 Jan revaluation\n  R2 -2.50\n");
        assertThat(voucher(1)).containsExactly("41 91.2 -2.50 storno");
        isSound();
    }

    @Test
    void without_storno_the_columns_are_swapped() {
        has("STANDARD_COST", STOCK);
        assertThat(does(TO_16.replace("16", "9.50 --no-storno"))).isEqualTo("20 Jan revaluation\n  R2 -2.50\n");
        assertThat(voucher(1)).containsExactly("91.2 41 2.50");
        isSound();
    }

    @Test
    void revaluations_have_accounts_of_their_own() {
        has("MOVING_AVERAGE", STOCK);
        imported("main_accounts.csv", "company,main_account,name,type\nC,91.7,Revaluation,PROFIT_AND_LOSS\n");
        imported("posting_profiles.csv", """
                company,account_type,item_code,item_relation,main_account
                C,REVALUATION_LOSS,TABLE,A1,91.7
                """);
        does(TO_16);
        does(TO_16.replace("16", "1"));
        assertThat(voucher(1)).containsExactly("41 91.1 4.00");
        assertThat(voucher(2)).containsExactly("41 91.7 -15.00 storno");
        assertThat(program.line("explain --run 1 --line 1").exited(0).out())
                .contains("posting profile PROFIT of all items");
        assertThat(program.line("explain --run 2 --line 1").exited(0).out())
                .contains("posting profile REVALUATION_LOSS of the item");
        isSound();
    }

    @Test
    void value_is_quantity_times_price_rounded_once() {
        has("MOVING_AVERAGE", """
                3 Jan  F R 3 @ 10
                5 Jan  F R 0.5 for 1.23
                """);
        assertThat(does("revalue --company C --item A1 --price 3.335 --date 2026-01-20"))
                .as("3.5 x 3.335 = 11.6725")
                .isEqualTo("20 Jan revaluation\n  R2 -19.56\n");
        isSound();
    }

    @Test
    void a_cancellation_takes_it_back_and_the_day_has_its_old_value() {
        has("MOVING_AVERAGE", STOCK);
        does(TO_16);
        assertThat(does("cancel --run 1")).isEqualTo("20 Jan cancellation of run 1\n  R2 -4.00\n");
        assertThat(voucher(2)).containsExactly("41 91.1 -4.00 storno");
        assertThat(does(TO_16)).isEqualTo("20 Jan revaluation\n  R2 +4.00\n");
        isSound();
    }

    @Test
    void the_receipt_that_carries_the_change_may_be_worth_less_than_nothing() {
        has("MOVING_AVERAGE", """
                3 Jan  F R 9 @ 10
                5 Jan  F R 1 @ 10
                """);
        assertThat(does(TO_16.replace("16", "1"))).isEqualTo("20 Jan revaluation\n  R2 -90.00\n");
        assertThat(does(TO_16.replace("16", "2"))).isEqualTo("20 Jan revaluation\n  R2 +10.00\n");
        assertThat(does("cancel --run 2")).isEqualTo("20 Jan cancellation of run 2\n  R2 -10.00\n");
        isSound();
    }

    @Test
    void it_is_not_before_the_last_transaction_of_the_stock() {
        has("MOVING_AVERAGE", STOCK + "25 Jan  F R 1 @ 20\n");
        assertThat(refused(TO_16))
                .contains("BEFORE_TRANSACTION transaction \"R3\" of item \"A1\" is of 2026-01-25, after 2026-01-20:"
                        + " revalue with --date 2026-01-25 or later");
        assertThat(does(TO_16.replace("01-20", "01-25"))).as("2 for 32.00").isEqualTo("25 Jan revaluation\n");
    }

    @Test
    void a_later_revaluation_of_the_same_stock_is_cancelled_first_though_another_receipt_carries_it() {
        has("MOVING_AVERAGE", STOCK);
        does(TO_16);
        imported("inventory_transactions.csv", """
                company,transaction_id,item_number,kind,quantity,physical_date,financial_date,cost_amount,reporting_cost_amount,open,site,warehouse,batch_number,serial_number,inventory_account,offset_account
                C,R3,A1,RECEIPT,2,,2026-01-25,22.00,,true,S1,W1,,,,
                """);
        assertThat(does(TO_16.replace("01-20", "01-25"))).isEqualTo("25 Jan revaluation\n  R3 +10.00\n");
        assertThat(refused("cancel --run 1"))
                .contains(
                        "RUN_IN_THE_WAY run 2 (voucher \"C-000002\") was posted later and touches 1 transaction of run 1:"
                                + " cancel run 2 first, or see the whole plan with cancel --run 1 --chain");
        program.line("cancel --run 1 --chain --confirm 1").exited(0);
        assertThat(books.sql()
                        .sql("select cancels_run_id from posting_run where cancels_run_id is not null order by id")
                        .query(Long.class)
                        .list())
                .containsExactly(2L, 1L);
        isSound();
    }

    @Test
    void a_close_takes_the_new_value_over_and_locks_it() {
        has("MOVING_AVERAGE", STOCK);
        does(TO_16);
        program.line("close --company C --date 2026-01-31").exited(0);
        assertThat(onHand(2)).isEqualTo("1 for 16.00");
        assertThat(refused("revalue --company C --item A1 --price 17 --date 2026-01-31"))
                .contains(
                        "INVENTORY_CLOSED inventory of company \"C\" is closed up to 2026-01-31 in the ACCOUNTING layer by run 2: the"
                                + " revaluation of 2026-01-31 is not after that: revalue with a later --date, or cancel --run 2 first");
        assertThat(refused("cancel --run 1")).contains("INVENTORY_CLOSED");
        assertThat(does("revalue --company C --item A1 --price 17 --date 2026-02-01"))
                .isEqualTo("1 Feb revaluation\n  R2 +1.00\n");
        program.line("close --company C --date 2026-02-28").exited(0);
        assertThat(onHand(4)).isEqualTo("1 for 17.00");
        isSound();
    }

    @Test
    void what_a_later_run_has_valued_is_not_valued_before_it() {
        has("MOVING_AVERAGE", STOCK);
        does(TO_16);
        assertThat(refused(TO_16.replace("01-20", "01-15")))
                .contains("RUN_IN_THE_WAY run 1 has changed the value of item \"A1\" on 2026-01-20, after 2026-01-15:"
                        + " revalue with --date 2026-01-20 or later, or cancel --run 1 first");
    }

    @Test
    void a_file_has_prices_of_many_items_and_of_sites() {
        has("MOVING_AVERAGE", STOCK);
        imported("items.csv", """
                company,item_number,name,item_group,inventory_model,cost_price,reporting_cost_price,item_model_group
                C,A2,Item A2,A,STANDARD_COST,7.00,,M
                C,A3,Item A3,A,STANDARD_COST,,,M
                """);
        imported("inventory_transactions.csv", """
                company,transaction_id,item_number,kind,quantity,physical_date,financial_date,cost_amount,reporting_cost_amount,open,site,warehouse,batch_number,serial_number,inventory_account,offset_account
                C,X1,A2,RECEIPT,2,,2026-01-03,10.00,,true,S1,,,,,
                C,X2,A2,RECEIPT,3,,2026-01-03,10.00,,true,S2,,,,,
                C,X3,A3,RECEIPT,3,,2026-01-03,10.00,,true,S2,,,,,
                C,X4,A3,ISSUE,-3,,2026-01-04,-10.00,,true,S2,,,,,
                """);
        String file = prices("item_number,price,site\nA1,16,\nA2,5,\nA2,6,S2\nA3,1,\n");
        assertThat(does("revalue --company C --date 2026-01-20 --prices " + file))
                .isEqualTo("""
                20 Jan revaluation
                  R2 +4.00
                  X2 +8.00
                """);
        assertThat(program.line("revalue --company C --date 2026-01-20 --prices " + file)
                        .exited(0)
                        .out())
                .contains("Left out", "1 cost object without stock");
        assertThat(refused("revalue --company C --date 2026-01-20 --item-cost-price"))
                .contains(
                        "NO_COST_PRICE item \"A1\" has no cost price in the ACCOUNTING layer: import its cost_price in items.csv");
        assertThat(does("revalue --company C --date 2026-01-20 --item-cost-price --item A2"))
                .isEqualTo("""
                20 Jan revaluation
                  X1 +4.00
                  X2 +3.00
                """);
        assertThat(refused("revalue --company C --date 2026-01-20 --item A3 --price 1"))
                .contains(
                        "NOTHING_SELECTED none of the items has stock on 2026-01-20: correct --item, --prices or --date");
        isSound();
    }

    @Test
    void what_cannot_be_revalued_is_refused() {
        has("FIFO", STOCK);
        assertThat(refused(TO_16))
                .contains(
                        "NOT_PERPETUAL item \"A1\" is valued by FIFO, and only MOVING_AVERAGE and STANDARD_COST are revalued:"
                                + " leave the item out, and change the value of its receipts with adjust");
        StockLedger.becomes(program, "MOVING_AVERAGE");
        assertThat(refused(TO_16.replace("A1", "A9")))
                .contains("UNKNOWN_ITEM company \"C\" has no item \"A9\": correct the name, or import the item first");
        assertThat(refused(TO_16.replace("2026", "2025"))).contains("PERIOD_NOT_OPEN");
        assertThat(refused(TO_16 + " --layer reporting")).contains("LAYER_NOT_SET_UP");
        String file = prices("item_number,price\nA1,16\nA1,17\nA2,-1\nA3,x\n");
        assertThat(refused("revalue --company C --prices " + file))
                .contains(
                        "prices.csv:3: item_number: item \"A1\" has a price in another line: keep one of the two lines",
                        "prices.csv:4: price: -1 is below zero: give a price per unit of zero or more",
                        "prices.csv:5: price: \"x\" is not a decimal number");
    }

    @Test
    void its_plan_is_posted_as_it_was_shown() {
        has("MOVING_AVERAGE", STOCK);
        String plan = program.line(TO_16 + " --dry-run --output json")
                .exited(0)
                .json()
                .get("checksum")
                .asString();
        assertThat(books.sql()
                        .sql("select count(*) from posting_run")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(refused(TO_16.replace("16", "17") + " --expect " + plan)).contains("CHECKSUM_DIFFERS");
        assertThat(program.line(TO_16 + " --expect " + plan + " --output json")
                        .exited(0)
                        .out())
                .contains(
                        "\"type\": \"REVALUATION\"",
                        "\"closedOn\": null",
                        "\"matches\": 0",
                        "\"cancelledRecalculations\": []");
    }
}
