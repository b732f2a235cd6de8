package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.periodclose.Commands;
import org.periodclose.cli.InProcess;
import org.periodclose.contract.Books;

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

    /** Of all stock at the end of a day, by all rows. */
    private String worth(String day) {
        return program.line("report inventory-value --company C --date " + day + " --output json")
                .exited(0)
                .json()
                .get("lines")
                .get(0)
                .get("closing")
                .toString();
    }

    @Test
    void the_worked_ledger_on_hand_1_for_12_to_16() {
        has("MOVING_AVERAGE", STOCK);
        assertThat(does(TO_16)).isEqualTo("20 Jan revaluation\n  R2 +4.00\n");
        assertThat(voucher(1)).containsExactly("41 91.1 4.00");
        isSound();
    }
}
