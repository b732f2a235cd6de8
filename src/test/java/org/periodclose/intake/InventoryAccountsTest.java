package org.periodclose.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An inventory account is a balance sheet account and the account of no gain, loss or charge. Company C: INVENTORY 10 for ALL, PROFIT 91 for item A. */
class InventoryAccountsTest {
    private static final String CODES = "company,charges_code,name,offset_account\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private ImportFixture books;

    @BeforeEach
    void aSmallCompany() {
        books = new ImportFixture(directory).smallCompany();
        books.write(
                "main_accounts.csv",
                ImportFixture.ACCOUNTS + "C,11,Other stock,BALANCE_SHEET\nC,44,Freight,PROFIT_AND_LOSS\n");
        books.importDirectory();
        books.deleteAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALL,", "GROUP,G", "TABLE,A"})
    void the_inventory_profile_takes_a_balance_sheet_account(String relation) {
        books.write("posting_profiles.csv", ImportFixture.PROFILES + "C,INVENTORY," + relation + ",44\n");
        assertThat(books.refusals())
                .containsExactly(
                        "BAD_VALUE  posting_profiles.csv:2: main_account: posting profile INVENTORY takes a BALANCE_SHEET account, and \"44\" of"
                                + " company \"C\" is a PROFIT_AND_LOSS account: give it a BALANCE_SHEET account, or correct the type of the account"
                                + " in main_accounts.csv");
    }

    @Test
    void swapped_columns_are_reported_once() {
        books.write(
                "posting_profiles.csv",
                ImportFixture.PROFILES + "C,INVENTORY,ALL,,91\nC,PROFIT,ALL,,10\nC,LOSS,ALL,,10\n");
        assertThat(books.refusals())
                .singleElement()
                .asString()
                .startsWith(
                        "BAD_VALUE  posting_profiles.csv:2: main_account: posting profile INVENTORY takes a BALANCE_SHEET account");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PROFIT,ALL,", "LOSS,GROUP,H", "LOSS,TABLE,B", "ROUNDING_PROFIT,ALL,", "ROUNDING_LOSS,TABLE,A"})
    void a_gain_or_loss_does_not_go_to_an_inventory_account(String profile) {
        books.write("posting_profiles.csv", ImportFixture.PROFILES + "C," + profile + ",10\n");
        assertThat(books.refusals())
                .singleElement()
                .asString()
                .startsWith(
                        "SAME_ACCOUNT  posting_profiles.csv:2: main_account: account \"10\" of company \"C\" is the "
                                + profile.replaceFirst(",.*", "") + " account of ")
                .endsWith(" and the INVENTORY account of ALL items: give the posting profile "
                        + profile.replaceFirst(",.*", "") + " an account that is not an inventory account");
    }

    @Test
    void an_account_of_gains_or_losses_does_not_become_an_inventory_account() {
        books.write("posting_profiles.csv", ImportFixture.PROFILES + "C,LOSS,GROUP,H,11\n");
        books.importDirectory();
        books.write(
                "posting_profiles.csv", ImportFixture.PROFILES + "C,INVENTORY,TABLE,A,11\nC,INVENTORY,TABLE,B,11\n");
        assertThat(books.refusals())
                .containsExactly(
                        "SAME_ACCOUNT  posting_profiles.csv:2: main_account: account \"11\" of company \"C\" is the LOSS account of item group \"H\" and the"
                                + " INVENTORY account of item \"A\": give the inventory another account, or import the posting profile LOSS with another"
                                + " account as well");
        // The remedy.
        books.write(
                "posting_profiles.csv",
                ImportFixture.PROFILES + "C,INVENTORY,TABLE,A,11\nC,INVENTORY,TABLE,B,11\nC,LOSS,GROUP,H,44\n");
        assertThat(books.report()).containsExactly("posting_profiles.csv: 3 read, 2 inserted, 1 updated, 0 unchanged");
    }

    @Test
    void a_charge_does_not_go_to_an_inventory_account() {
        books.write("charges_codes.csv", CODES + "C,FREIGHT,Freight,10\n");
        assertThat(books.refusals())
                .containsExactly(
                        "SAME_ACCOUNT  charges_codes.csv:2: offset_account: account \"10\" of company \"C\" is the INVENTORY account of ALL items:"
                                + " give the charges code an account that is not an inventory account");
        books.write("charges_codes.csv", CODES + "C,FREIGHT,Freight,11\n");
        books.importDirectory();
        books.deleteAll();
        books.write("posting_profiles.csv", ImportFixture.PROFILES + "C,INVENTORY,GROUP,G,11\n");
        assertThat(books.refusals())
                .containsExactly(
                        "SAME_ACCOUNT  posting_profiles.csv:2: main_account: account \"11\" of company \"C\" is the offset account of charges code"
                                + " \"FREIGHT\": give the inventory another account, or import the charges code with another account first");
    }

    @Test
    void an_inventory_account_stays_a_balance_sheet_account() {
        books.write(
                "main_accounts.csv",
                ImportFixture.ACCOUNTS + "C,10,Stock,PROFIT_AND_LOSS\nC,11,Other stock,PROFIT_AND_LOSS\n");
        assertThat(books.refusals())
                .containsExactly(
                        "BAD_VALUE  main_accounts.csv:2: type: posting profile INVENTORY of company \"C\" for ALL items has account \"10\", and takes"
                                + " a BALANCE_SHEET account: keep the type, or give the profile another account in posting_profiles.csv of the same import");
        books.write("main_accounts.csv", ImportFixture.ACCOUNTS + "C,10,Stock,PROFIT_AND_LOSS\n");
        books.write("posting_profiles.csv", ImportFixture.PROFILES + "C,INVENTORY,ALL,,11\n");
        assertThat(books.report())
                .containsExactly(
                        "main_accounts.csv: 1 read, 0 inserted, 1 updated, 0 unchanged",
                        "posting_profiles.csv: 1 read, 0 inserted, 1 updated, 0 unchanged");
    }

    @Test
    void one_cause_is_one_fault() {
        books.write(
                "main_accounts.csv",
                ImportFixture.ACCOUNTS + "C,10,Stock,PROFIT_AND_LOSS\nC,44,Freight,BALANCE SHEET\n");
        books.write("posting_profiles.csv", ImportFixture.PROFILES + "C,INVENTORY,ALL,,10\nC,INVENTORY,TABLE,A,44\n");
        assertThat(books.refusals())
                .hasSize(2)
                .anySatisfy(fault -> assertThat(fault).startsWith("BAD_VALUE  main_accounts.csv:3: type: "))
                .anySatisfy(fault -> assertThat(fault).startsWith("BAD_VALUE  posting_profiles.csv:2: main_account: "));
    }

    /** Books from before there was this rule: only who imports the wrong row again is asked to correct it. */
    @Test
    void other_files_are_imported_into_books_that_are_wrong_already() {
        books.jdbc.execute("update main_account set type = 'PROFIT_AND_LOSS' where main_account = '10'");
        books.jdbc.execute("update posting_profile set main_account_id = 1 where account_type = 'PROFIT'");
        books.write("main_accounts.csv", ImportFixture.ACCOUNTS + "C,10,Stock,PROFIT_AND_LOSS\n");
        books.write("posting_profiles.csv", ImportFixture.PROFILES + "C,LOSS,ALL,,91\n");
        books.write("items.csv", ImportFixture.ITEMS + "C,A,Item A,H,FIFO,1.5,\n");
        assertThat(books.report()).hasSize(3);
        books.write("posting_profiles.csv", ImportFixture.PROFILES + "C,INVENTORY,ALL,,10\n");
        assertThat(books.refusals()).hasSize(1);
    }
}
