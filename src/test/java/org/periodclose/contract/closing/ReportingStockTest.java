package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periodclose.Commands;
import org.periodclose.cli.InProcess;
import org.periodclose.contract.Books;
import org.periodclose.contract.Folder;

/** Revaluation and conversion in the reporting currency, which has three decimals; the accounting currency has two. */
class ReportingStockTest {
    private static final String TRANSACTIONS =
            "company,transaction_id,item_number,kind,quantity,physical_date,financial_date,cost_amount,reporting_cost_amount,open,"
                    + "site,warehouse,batch_number,serial_number,inventory_account,offset_account\n";

    private final Books books = Books.empty();
    private final Commands program = InProcess.on(books.url());

    /** A1 is at moving average in both layers; B1 goes by FIFO in accounting, by weighted average in reporting. */
    @BeforeEach
    void company() {
        StockLedger.imported(program, "MOVING_AVERAGE", "");
        imported(Folder.create()
                .file("companies.csv", """
                        company,name,accounting_currency,reporting_currency,storno_for_inventory_adjustments
                        C,Company,USD,KWD,true
                        """)
                .file("item_model_groups.csv", """
                        company,item_model_group,include_physical_value,fixed_receipt_price,negative_stock,financial_dimensions,reporting_inventory_model
                        C,W,false,false,true,WAREHOUSE,WEIGHTED_AVERAGE
                        """)
                .file("items.csv", """
                        company,item_number,name,item_group,inventory_model,cost_price,reporting_cost_price,item_model_group
                        C,A1,Item A1,A,MOVING_AVERAGE,15.00,4.5,M
                        C,B1,Item B1,A,FIFO,,,W
                        """)
                .file("inventory_transactions.csv", TRANSACTIONS + """
                        C,A-R1,A1,RECEIPT,4,,2026-01-03,40.00,12.000,true,S1,W1,,,,
                        C,A-R2,A1,RECEIPT,4,,2026-01-05,56.00,17.000,true,S1,W1,,,,
                        C,A-I1,A1,ISSUE,-7,,2026-01-09,-84.00,-26.000,true,S1,W1,,,,
                        C,B-R1,B1,RECEIPT,4,,2026-01-03,40.00,12.000,true,S1,W1,,,,
                        C,B-R2,B1,RECEIPT,4,,2026-01-05,48.00,17.000,true,S1,W1,,,,
                        C,B-I1,B1,ISSUE,-3,,2026-01-09,-33.00,-11.000,true,S1,W1,,,,
                        """));
    }

    private void imported(Folder files) {
        program.run("import", files.toString(), "--quiet").exited(0);
    }

    private String does(String command) {
        return StockLedger.told(program, command);
    }

    private String refused(String command) {
        return program.line(command).exited(4).err().replaceAll("\\s+", " ").trim();
    }

    private void isSound() {
        program.line("verify --company C").exited(0);
        program.line("report reconciliation --company C --layer reporting --as-of 2026-12-31 --format csv")
                .exited(0);
    }

    private List<String> vouchers() {
        return books.sql().sql("""
                        select concat_ws(' ', v.voucher, d.main_account, c.main_account, l.amount, case when l.storno then 'storno' end)
                          from voucher_line l
                          join voucher v on v.run_id = l.run_id
                          join main_account d on d.id = l.debit_account_id
                          join main_account c on c.id = l.credit_account_id
                         order by l.run_id, l.line
                        """).query(String.class).list();
    }

    /** Accounting, then reporting. */
    private List<String> worth(String item) {
        return books.sql()
                .sql(
                        "select sum(value)::text from period_close_view.inventory_value where item_number = ? group by currency_layer order by currency_layer")
                .param(item)
                .query(String.class)
                .list();
    }

    @Test
    void a_revaluation_changes_one_layer_in_its_currency() {
        assertThat(worth("A1")).containsExactly("12.00", "3.000");
        assertThat(does("revalue --company C --layer reporting --item A1 --price 5.1255 --date 2026-01-20"))
                .isEqualTo("20 Jan revaluation\n  A-R2 +2.126\n");
        assertThat(vouchers()).containsExactly("C-R-000001 41 91.1 2.126");
        assertThat(worth("A1")).containsExactly("12.00", "5.126");
        assertThat(does("revalue --company C --item A1 --price 16 --date 2026-01-20"))
                .isEqualTo("20 Jan revaluation\n  A-R2 +4.00\n");
        assertThat(worth("A1")).containsExactly("16.00", "5.126");
        assertThat(does("cancel --run 1")).isEqualTo("20 Jan cancellation of run 1\n  A-R2 -2.126\n");
        assertThat(worth("A1")).containsExactly("16.00", "3.000");
        isSound();
    }

    @Test
    void the_cost_price_of_the_item_is_that_of_the_layer() {
        assertThat(does("revalue --company C --layer reporting --item A1 --item-cost-price --date 2026-01-20"))
                .isEqualTo("20 Jan revaluation\n  A-R2 +1.500\n");
        assertThat(does("revalue --company C --item A1 --item-cost-price --date 2026-01-20"))
                .isEqualTo("20 Jan revaluation\n  A-R2 +3.00\n");
        isSound();
    }

    @Test
    void stock_without_a_reporting_cost_cannot_be_revalued() {
        imported(Folder.create()
                .file(
                        "inventory_transactions.csv",
                        TRANSACTIONS + "C,A-R3,A1,RECEIPT,1,,2026-01-10,10.00,,true,S1,W1,,,,\n"));
        assertThat(refused("revalue --company C --layer reporting --item A1 --price 5 --date 2026-01-20"))
                .contains("COST_MISSING transaction \"A-R3\" of item \"A1\" has no cost in the REPORTING layer:"
                        + " import it again with its reporting_cost_amount");
        assertThat(does("revalue --company C --item A1 --price 11 --date 2026-01-20"))
                .as("2 for 22.00")
                .isEqualTo("20 Jan revaluation\n");
    }

    @Test
    void a_conversion_is_for_one_layer_and_the_other_keeps_its_model() {
        assertThat(refused("convert --company C --layer reporting --item B1 --price 4 --date 2026-02-01"))
                .contains("run close --company C --layer reporting --date 2026-01-31 first");
        does("close --company C --layer reporting --date 2026-01-31");
        assertThat(worth("B1")).containsExactly("55.00", "18.125");
        String convert = "convert --company C --layer reporting --item B1 --price 4 --date 2026-02-01";
        String plan = program.line(convert + " --dry-run --output json")
                .exited(0)
                .json()
                .get("checksum")
                .asString();
        assertThat(does(convert + " --expect " + plan)).isEqualTo("1 Feb standard cost conversion\n  ~1/1 +1.875\n");
        assertThat(worth("B1")).containsExactly("55.00", "20.000");

        assertThat(does("recalculate --company C --date 2026-02-10")).isEqualTo("10 Feb recalculation\n  B-I1 +3.00\n");
        assertThat(refused("revalue --company C --item B1 --price 5 --date 2026-02-10"))
                .contains("NOT_PERPETUAL item \"B1\" is valued by FIFO");
        assertThat(does("revalue --company C --layer reporting --item B1 --price 5 --date 2026-02-10"))
                .isEqualTo("10 Feb revaluation\n  B-R2 +5.000\n");
        assertThat(does("close --company C --layer reporting --date 2026-02-28"))
                .isEqualTo("28 Feb close\n");
        assertThat(does("close --company C --date 2026-02-28")).isEqualTo("""
                28 Feb close
                  B-I1 takes 3 from B-R1: 30.00
                  left B-R1 1 for 10.00
                  left B-R2 4 for 48.00
                """);
        assertThat(worth("B1")).containsExactly("58.00", "25.000");
        isSound();
    }
}
