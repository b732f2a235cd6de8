package org.periodclose.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and columns that came after the first version: charges codes, ledger balances, offset accounts, four eyes. */
class LaterColumnsTest {
    private static final String CODES = "company,charges_code,name,offset_account\n";
    private static final String BALANCES = "company,main_account,date,currency_layer,amount\n";
    private static final String LINES = """
            select string_agg(concat_ws(' ', t.transaction_id, a.amount, coalesce(m.main_account, '-'), coalesce(k.charges_code, '-')), '; ')
              from adjustment a
              join adjustment_journal j on j.id = a.journal_id
              join company c on c.id = j.company_id
              join inventory_transaction t on t.id = a.inventory_transaction_id
              left join main_account m on m.id = a.offset_account_id
              left join charges_code k on k.id = a.charges_code_id
             where c.company = 'C' and j.journal = 'J1'""";
    private static final String JOURNAL = """
            select concat_ws(' ', j.description, coalesce(m.main_account, '-'), coalesce(k.charges_code, '-'))
              from adjustment_journal j
              join company c on c.id = j.company_id
              left join main_account m on m.id = j.offset_account_id
              left join charges_code k on k.id = j.charges_code_id
             where c.company = 'C' and j.journal = 'J1'""";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private ImportFixture books;

    @BeforeEach
    void aSmallCompanyWithFreight() {
        books = new ImportFixture(directory).smallCompany();
        books.write("main_accounts.csv", ImportFixture.ACCOUNTS + "C,44,Freight,PROFIT_AND_LOSS\n");
        books.write("charges_codes.csv", CODES + "C,FREIGHT,Freight in,44\n");
        assertThat(books.report())
                .containsExactly(
                        "main_accounts.csv: 1 read, 1 inserted, 0 updated, 0 unchanged",
                        "charges_codes.csv: 1 read, 1 inserted, 0 updated, 0 unchanged");
        books.deleteAll();
    }

    @Test
    void a_charges_code_is_set_up_and_needs_an_account_that_exists() {
        books.write("charges_codes.csv", CODES + "C,FREIGHT,Freight in,91\n");
        assertThat(books.report()).containsExactly("charges_codes.csv: 1 read, 0 inserted, 1 updated, 0 unchanged");
        assertThat(books.report()).containsExactly("charges_codes.csv: 1 read, 0 inserted, 0 updated, 1 unchanged");
        books.write("charges_codes.csv", CODES + "C,DUTY,Duty,77\n");
        assertThat(books.refusals())
                .containsExactly(
                        "BROKEN_REFERENCE  charges_codes.csv:2: offset_account: company \"C\" has no main account \"77\":"
                                + " correct it or add it to main_accounts.csv");
    }

    @Test
    void a_line_takes_an_offset_account_and_a_charges_code_and_keeps_them_where_a_file_does_without() {
        books.write(
                "adjustments.csv",
                "company,journal,transaction_id,amount,offset_account,charges_code\nC,J1,R1,-0.25,44,FREIGHT\n");
        assertThat(books.report()).containsExactly("adjustments.csv: 1 read, 0 inserted, 1 updated, 0 unchanged");
        assertThat(books.report()).containsExactly("adjustments.csv: 1 read, 0 inserted, 0 updated, 1 unchanged");
        assertThat(books.one(LINES)).isEqualTo("R1 -0.25 44 FREIGHT");
        books.write("adjustments.csv", ImportFixture.ADJUSTMENTS + "C,J1,R1,-0.50\n");
        books.importDirectory();
        assertThat(books.one(LINES)).isEqualTo("R1 -0.50 44 FREIGHT");
        books.write("adjustments.csv", "company,journal,transaction_id,amount,offset_account\nC,J1,R1,-0.50,\n");
        books.importDirectory();
        assertThat(books.one(LINES)).isEqualTo("R1 -0.50 - FREIGHT");
        books.write(
                "adjustments.csv",
                "company,journal,transaction_id,amount,offset_account,charges_code\nC,J1,R1,-0.50,77,DUTY\n");
        assertThat(books.refusals())
                .containsExactly(
                        "BROKEN_REFERENCE  adjustments.csv:2: offset_account: company \"C\" has no main account \"77\":"
                                + " correct it or add it to main_accounts.csv",
                        "BROKEN_REFERENCE  adjustments.csv:2: charges_code: company \"C\" has no charges code \"DUTY\":"
                                + " correct it or add it to charges_codes.csv");
    }

    @Test
    void a_journal_takes_them_too_until_it_is_frozen() {
        String header = "company,journal,currency_layer,description,offset_account,charges_code\n";
        books.write("adjustment_journals.csv", header + "C,J1,ACCOUNTING,First,44,FREIGHT\n");
        assertThat(books.report())
                .containsExactly("adjustment_journals.csv: 1 read, 0 inserted, 1 updated, 0 unchanged");
        books.write("adjustment_journals.csv", ImportFixture.JOURNALS + "C,J1,ACCOUNTING,Second\n");
        books.importDirectory();
        assertThat(books.one(JOURNAL)).isEqualTo("Second 44 FREIGHT");
        books.jdbc.execute("update adjustment_journal set status = 'POSTED'");
        assertThat(books.report())
                .containsExactly("adjustment_journals.csv: 1 read, 0 inserted, 0 updated, 1 unchanged");
        books.write("adjustment_journals.csv", header + "C,J1,ACCOUNTING,Second,44,\n");
        assertThat(books.refusals())
                .containsExactly(
                        "JOURNAL_FROZEN  adjustment_journals.csv:2: offset_account: journal \"J1\" of company \"C\" is POSTED, its offset"
                                + " account and charges code can no longer change: restore the offset account and charges code, or put the change into a new journal");
        books.deleteAll();
        books.write("adjustments.csv", "company,journal,transaction_id,amount,charges_code\nC,J1,R1,-0.25,FREIGHT\n");
        assertThat(books.refusals())
                .containsExactly(
                        "JOURNAL_FROZEN  adjustments.csv:2: journal: journal \"J1\" of company \"C\" is POSTED, its lines can no longer"
                                + " change: put the change into a new journal");
    }

    @Test
    void four_eyes_are_off_until_a_file_switches_them_on_and_an_old_file_does_not_switch_them_off() {
        String fourEyes = "select string_agg(company || ' ' || four_eyes, ', ' order by company) from company";
        assertThat(books.one(fourEyes)).isEqualTo("C false, N false");
        String header =
                "company,name,accounting_currency,reporting_currency,storno_for_inventory_adjustments,four_eyes\n";
        books.write("companies.csv", header + "C,Small,USD,EUR,true,true\nX,New,USD,,true,true\n");
        books.importDirectory();
        books.write("companies.csv", ImportFixture.COMPANIES + "C,Smaller,USD,EUR,true\n");
        books.importDirectory();
        assertThat(books.one(fourEyes)).isEqualTo("C true, N false, X true");
        books.write("companies.csv", header + "C,Smaller,USD,EUR,true,false\n");
        books.importDirectory();
        assertThat(books.one(fourEyes)).isEqualTo("C false, N false, X true");
    }

    @Test
    void ledger_balances_are_kept_by_account_day_and_layer_with_the_decimals_of_the_currency() {
        books.write(
                "ledger_balances.csv", BALANCES + "C,44,2025-01-01,ACCOUNTING,10.5\nC,44,2025-01-01,REPORTING,-3\n");
        assertThat(books.report()).containsExactly("ledger_balances.csv: 2 read, 2 inserted, 0 updated, 0 unchanged");
        books.write(
                "ledger_balances.csv", BALANCES + "C,44,2025-01-01,ACCOUNTING,11\nC,44,2025-01-01,REPORTING,-3.00\n");
        assertThat(books.report()).containsExactly("ledger_balances.csv: 2 read, 0 inserted, 1 updated, 1 unchanged");
        assertThat(
                        books.one(
                                "select string_agg(currency_layer || ' ' || amount, ', ' order by currency_layer) from ledger_balance"))
                .isEqualTo("ACCOUNTING 11.00, REPORTING -3.00");
        books.write(
                "ledger_balances.csv",
                BALANCES
                        + "C,44,2025-01-01,ACCOUNTING,1.234\nN,10,2025-01-01,REPORTING,5\nC,45,2025-01-01,ACCOUNTING,5\n");
        assertThat(books.refusals())
                .containsExactly(
                        "BAD_VALUE  ledger_balances.csv:2: amount: 1.234 has 3 decimals, USD has 2: round it as your ledger does",
                        "BAD_VALUE  ledger_balances.csv:3: amount: company \"N\" has no reporting currency: give the company one, or remove the line",
                        "BROKEN_REFERENCE  ledger_balances.csv:4: main_account: company \"C\" has no main account \"45\":"
                                + " correct it or add it to main_accounts.csv");
    }
}
