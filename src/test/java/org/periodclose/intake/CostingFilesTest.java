package org.periodclose.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periodclose.core.inventory.LateRows;

/** What recalculation and close need of the files: item model groups, cost objects, cost flows, returns, markings, closes of the ERP. */
class CostingFilesTest {
    private static final String THROUGHPUT =
            "company,name,accounting_currency,reporting_currency,storno_for_inventory_adjustments,minimum_throughput,reporting_minimum_throughput\n";
    private static final String MODEL_GROUPS =
            "company,item_model_group,include_physical_value,fixed_receipt_price,negative_stock,financial_dimensions,reporting_inventory_model\n";
    private static final String ITEMS = ImportFixture.ITEMS.replace("\n", ",item_model_group\n");
    private static final String TRANSACTIONS =
            "company,transaction_id,item_number,kind,quantity,physical_date,financial_date,cost_amount,reporting_cost_amount,open,"
                    + "site,warehouse,batch_number,serial_number,inventory_account,offset_account,"
                    + "cost_flow,return_of,sequence,settled_quantity,settled_amount,reporting_settled_amount\n";
    private static final String MARKINGS = "company,issue_transaction_id,receipt_transaction_id,quantity\n";
    private static final String CLOSES = "company,currency_layer,closed_on\n";
    private static final String COST_OBJECTS = """
            select string_agg(concat_ws(' ', t.transaction_id, i.item_number, o.site, o.warehouse, o.batch_number, o.serial_number), '; '
                              order by t.transaction_id)
              from inventory_transaction t
              join cost_object o on o.id = t.cost_object_id and o.item_id = t.item_id and o.company_id = t.company_id
              join item i on i.id = o.item_id
             where t.company_id = 1""";
    private static final String LINKS = """
            select string_agg(concat_ws(' ', transaction_id, cost_flow, return_of, sequence, settled_quantity, settled_amount,
                                        reporting_settled_amount), '; ' order by transaction_id)
              from inventory_transaction
              left join cost_flow f on f.id = cost_flow_id
             where transaction_id like 'X%'""";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private ImportFixture books;

    @BeforeEach
    void aSmallCompany() {
        books = new ImportFixture(directory).smallCompany();
    }

    private void transactions(String... rows) {
        books.write("inventory_transactions.csv", TRANSACTIONS + String.join("\n", rows) + "\n");
    }

    private void takes(String... rows) {
        transactions(rows);
        books.importDirectory();
        books.deleteAll();
    }

    private void closed(String layer, String date) {
        books.jdbc.update("insert into imported_close values (1, ?, ?::date, true)", layer, date);
    }

    @Test
    void a_set_up_column_that_a_file_does_not_have_keeps_what_is_stored_and_an_empty_field_is_the_default() {
        String parameters =
                "select concat_ws(' ', use_rounding_accounts, minimum_throughput, reporting_minimum_throughput,"
                        + " pre_close_internal_transfers) from company where company = 'C'";
        assertThat(books.one(parameters)).isEqualTo("f 0 0 t");
        String header = THROUGHPUT.replace("\n", ",use_rounding_accounts,pre_close_internal_transfers\n");
        books.write("companies.csv", header + "C,Small,USD,EUR,true,0.25,1.5,true,false\n");
        books.importDirectory();
        assertThat(books.one(parameters)).isEqualTo("t 0.25 1.5 f");
        books.write("companies.csv", ImportFixture.COMPANIES + "C,Small,USD,EUR,true\n");
        assertThat(books.report()).containsExactly("companies.csv: 1 read, 0 inserted, 0 updated, 1 unchanged");
        assertThat(books.one(parameters)).isEqualTo("t 0.25 1.5 f");
        books.write("companies.csv", header + "C,Small,USD,EUR,true,,,,\n");
        books.importDirectory();
        assertThat(books.one(parameters)).isEqualTo("f 0 0 t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.001 |   | minimum_throughput: 0.001 has 3 decimals, USD has 2: round it as your ledger does",
                "-1    |   | minimum_throughput: -1 is below zero: give an amount of zero or more",
                "      | 0.005 | reporting_minimum_throughput: 0.005 has 3 decimals, EUR has 2: round it as your ledger does"
            })
    void a_minimum_throughput_is_an_amount_of_its_currency(String accounting, String reporting, String refusal) {
        books.write(
                "companies.csv",
                THROUGHPUT + "C,Small,USD,EUR,true," + (accounting == null ? "" : accounting) + ","
                        + (reporting == null ? "" : reporting) + "\n");
        assertThat(books.refusals()).containsExactly("BAD_VALUE  companies.csv:2: " + refusal);
    }

    /** Exports of companies that had one leave it there. */
    @Test
    void a_throughput_in_a_currency_that_the_company_does_not_have_is_taken() {
        books.write("companies.csv", THROUGHPUT + "N,No reporting,JPY,,false,1,0.5\n");
        books.importDirectory();
        assertThat(books.one("select reporting_minimum_throughput::text from company where company = 'N'"))
                .isEqualTo("0.5");
    }

    @Test
    void an_item_model_group_has_defaults_and_its_items_name_it() {
        books.write(
                "item_model_groups.csv", MODEL_GROUPS + "C,BATCHES,true,true,false,SERIAL+BATCH,LIFO\nC,PLAIN,,,,,\n");
        books.write("items.csv", ITEMS + "C,A,Item A,G,FIFO,1.5,,BATCHES\nC,D,Item D,G,FIFO,,,PLAIN\n");
        // A is not open: its receipt is settled in full.
        books.jdbc.execute("update inventory_transaction set open = false");
        books.importDirectory();
        String groups = """
                select string_agg(concat_ws(' ', item_model_group, include_physical_value, fixed_receipt_price, negative_stock,
                                            financial_dimensions, reporting_inventory_model), '; ' order by item_model_group)
                  from item_model_group""";
        assertThat(books.one(groups)).isEqualTo("BATCHES t t f {SITE,BATCH,SERIAL} LIFO; PLAIN f f t {SITE}");
        assertThat(books.one("select string_agg(item_number || ' ' || g.item_model_group, ', ' order by item_number)"
                        + " from item i join item_model_group g on g.id = i.item_model_group_id"))
                .isEqualTo("A BATCHES, D PLAIN");
        books.deleteAll();
        books.write("item_model_groups.csv", "company,item_model_group,negative_stock\nC,BATCHES,\n");
        books.write("items.csv", ImportFixture.ITEMS + "C,A,Item A,G,FIFO,1.5,\n");
        assertThat(books.report())
                .containsExactly(
                        "item_model_groups.csv: 1 read, 0 inserted, 1 updated, 0 unchanged",
                        "items.csv: 1 read, 0 inserted, 0 updated, 1 unchanged");
        assertThat(books.one(groups)).isEqualTo("BATCHES t t t {SITE,BATCH,SERIAL} LIFO; PLAIN f f t {SITE}");
        books.deleteAll();
        books.write("items.csv", ITEMS + "C,D,Item D,G,FIFO,,,\nC,E,Item E,G,FIFO,,,WAREHOUSES\n");
        assertThat(books.refusals())
                .containsExactly(
                        "BROKEN_REFERENCE  items.csv:3: item_model_group: company \"C\" has no item model group \"WAREHOUSES\":"
                                + " correct it or add it to item_model_groups.csv");
        books.deleteAll();
        books.write("item_model_groups.csv", MODEL_GROUPS + "C,X,,,,WAREHOUSE+COLOUR,\nC,Y,,,,,AVERAGE\n");
        assertThat(books.refusals())
                .containsExactly(
                        "BAD_VALUE  item_model_groups.csv:2: financial_dimensions: \"COLOUR\" is not a dimension: join the dimensions with a"
                                + " plus, such as WAREHOUSE+BATCH; there are SITE, WAREHOUSE, BATCH, SERIAL",
                        "BAD_VALUE  item_model_groups.csv:3: reporting_inventory_model: \"AVERAGE\" is not allowed here: use FIFO, LIFO,"
                                + " LIFO_DATE, WEIGHTED_AVERAGE, WEIGHTED_AVERAGE_DATE, MOVING_AVERAGE, STANDARD_COST");
    }

    @Test
    void a_cost_object_is_the_item_with_its_site_and_the_dimensions_that_its_group_tracks() {
        assertThat(books.one(COST_OBJECTS)).isEqualTo("I1 A; R1 A S");
        books.write("item_model_groups.csv", MODEL_GROUPS + "C,WH,,,,WAREHOUSE,\n");
        books.write("items.csv", ITEMS + "C,K,Item K,G,FIFO,,,WH\n");
        transactions(
                "C,X1,K,RECEIPT,1,,2025-01-01,1,,true,S,W,B,N,,,,,,,,",
                "C,X2,K,RECEIPT,1,,2025-01-01,1,,true,S,W,C,,,,,,,,,",
                "C,X3,K,RECEIPT,1,,2025-01-01,1,,true,,V,,,,,,,,,,");
        books.importDirectory();
        assertThat(books.one(COST_OBJECTS)).isEqualTo("I1 A; R1 A S; X1 K S W; X2 K S W; X3 K V");
        assertThat(books.one("select count(*) from cost_object where company_id = 1"))
                .isEqualTo("4");
        books.importDirectory();
        assertThat(books.one("select count(*) from cost_object where company_id = 1"))
                .isEqualTo("4");
    }

    private static final String TRACKED_BY_WAREHOUSE = MODEL_GROUPS + "C,WH,,,,WAREHOUSE,\n";
    private static final String ITEM_A_OF = ITEMS + "C,A,Item A,G,FIFO,1.5,,%s\n";

    /** What refuses a row of items.csv because item A is open in these layers. */
    private static String inUse(String layers) {
        return "DIMENSIONS_IN_USE  items.csv:2: item_model_group: the financial dimensions of item \"A\" of company \"C\" cannot change:"
                + " transactions of it are open in layer " + layers
                + ": keep the dimensions until a close has settled all of it,"
                + " or give the goods another item number";
    }

    @Test
    void financial_dimensions_change_only_while_nothing_of_the_item_is_open() {
        books.write("item_model_groups.csv", TRACKED_BY_WAREHOUSE);
        books.write("items.csv", ITEM_A_OF.formatted("WH"));
        assertThat(books.refusals()).containsExactly(inUse("ACCOUNTING"));
        books.jdbc.execute(
                "update inventory_transaction set open = false where transaction_id = 'R1' and company_id = 1");
        books.importDirectory();
        assertThat(books.one(COST_OBJECTS)).isEqualTo("I1 A; R1 A S");
        books.deleteAll();
        takes("C,X1,A,RECEIPT,1,,2025-01-01,1,,true,S,W,B,N,,,,,,,,");
        books.write("item_model_groups.csv", MODEL_GROUPS + "C,WH,,,,WAREHOUSE+BATCH,\n");
        assertThat(books.refusals())
                .containsExactly(
                        "DIMENSIONS_IN_USE  item_model_groups.csv:2: financial_dimensions: the financial dimensions of item \"A\" of"
                                + " company \"C\" cannot change: transactions of it are open in layer ACCOUNTING: keep the dimensions"
                                + " until a close has settled all of it, or give the goods another item number");
        // The item's other group tracks the same: nothing changes for it.
        books.write("item_model_groups.csv", MODEL_GROUPS + "C,WH,,,,WAREHOUSE+BATCH,\nC,W2,,,,WAREHOUSE,\n");
        books.write("items.csv", ITEM_A_OF.formatted("W2"));
        books.importDirectory();
        assertThat(books.one(COST_OBJECTS)).isEqualTo("I1 A; R1 A S; X1 A S W");
    }

    @Test
    void transactions_keep_the_cost_object_that_they_were_imported_into() {
        String r1 = "C,R1,A,RECEIPT,3,2025-01-10,2025-01-11,4.50,4.10,%s,S,W,B,N,10,91,,,,,,";
        books.jdbc.execute("delete from adjustment");
        takes(r1.formatted("false"));
        books.write("item_model_groups.csv", TRACKED_BY_WAREHOUSE);
        books.write("items.csv", ITEM_A_OF.formatted("WH"));
        transactions(r1.formatted("false"), "C,R2,A,RECEIPT,3,2025-01-10,,4.50,4.10,true,S,W,B,N,10,91,,,,,,");
        assertThat(books.report()).contains("inventory_transactions.csv: 2 read, 1 inserted, 0 updated, 1 unchanged");
        assertThat(books.one(COST_OBJECTS)).isEqualTo("I1 A; R1 A S; R2 A S W");
    }

    /** The receipt R1 of 3; a close of a layer has settled so much of it. */
    private void settled(int run, String layer, String quantity) {
        run(run, "CLOSE", "POSTED", layer);
        books.jdbc.update("""
                insert into match (item_id, issue_id, layer_id, run_id, from_quantity, quantity, amount, principle, settled)
                select item_id, 0, id, ?, 0, ?::numeric, 0, 'FIFO', true from inventory_transaction where company_id = 1 and transaction_id = 'R1'""", run, quantity);
    }

    @ParameterizedTest
    @CsvSource({
        "3,  , ",
        "2,  , ACCOUNTING",
        "3, 3, ",
        "3, 2, REPORTING",
        "2, 3, ACCOUNTING",
        "2, 2, ACCOUNTING and REPORTING",
        " , 3, ACCOUNTING"
    })
    void an_item_is_open_in_the_accounting_layer_or_in_another_layer_that_the_company_closes(
            String accounting, String reporting, String openIn) {
        if (accounting != null) {
            settled(7, "ACCOUNTING", accounting);
        }
        if (reporting != null) {
            settled(8, "REPORTING", reporting);
        }
        books.write("item_model_groups.csv", TRACKED_BY_WAREHOUSE);
        books.write("items.csv", ITEM_A_OF.formatted("WH"));
        assertThat(books.refusalsIfAny()).isEqualTo(openIn == null ? List.of() : List.of(inUse(openIn)));
    }

    @Test
    void what_links_transactions_is_stored_and_changes_while_there_is_no_invoice() {
        String x1 = "C,X1,A,RECEIPT,5,2025-01-10,,5.00,5.00,true,S,W,B,N,,,P1,I9,7,2,1.25,1.30";
        transactions(x1, "C,X2,A,ISSUE,-5,2025-01-10,,-5.00,,true,S,W,B,N,,,P1,,-3,-2,-1.25,");
        books.importDirectory();
        assertThat(books.one(LINKS)).isEqualTo("X1 P1 I9 7 2 1.25 1.30; X2 P1 -3 -2 -1.25 0.00");
        assertThat(books.report())
                .containsExactly("inventory_transactions.csv: 2 read, 0 inserted, 0 updated, 2 unchanged");
        books.write(
                "inventory_transactions.csv",
                ImportFixture.TRANSACTIONS + "C,X1,A,RECEIPT,5,2025-01-10,,5.00,5.00,true,S,W,B,N,,\n");
        assertThat(books.report())
                .as("an old export says nothing of the new columns")
                .containsExactly("inventory_transactions.csv: 1 read, 0 inserted, 0 updated, 1 unchanged");
        books.write(
                "inventory_transactions.csv",
                ImportFixture.TRANSACTIONS + "C,X1,A,RECEIPT,6,2025-01-10,,5.00,5.00,true,S,W,B,N,,\n");
        books.importDirectory();
        assertThat(books.one(LINKS)).startsWith("X1 P1 I9 7 2 1.25 1.30;");
        transactions("C,X1,A,RECEIPT,4,2025-01-10,2025-01-12,5.00,5.00,true,S,W,B,N,,,P2,,,1,,0.30");
        books.importDirectory();
        assertThat(books.one(LINKS)).startsWith("X1 P2 0 1 0.00 0.30;");
        transactions("C,X1,A,RECEIPT,4,2025-01-10,2025-01-12,5.00,5.00,true,S,W,B,N,,,,I9,1,2,0.01,0.31");
        assertThat(books.refusals())
                .containsExactly(
                        "TRANSACTION_CHANGED  inventory_transactions.csv:2: cost_flow, return_of, sequence, settled_quantity, settled_amount,"
                                + " reporting_settled_amount: transaction \"X1\" of company \"C\" is already stored with cost_flow P2, return_of empty,"
                                + " sequence 0, settled_quantity 1, settled_amount 0.00, reporting_settled_amount 0.30: restore the values,"
                                + " or import the difference as another transaction");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RECEIPT,5 | 5.00, | ,,1.5,,, | sequence: \"1.5\" is not a whole number of at most 18 digits: write digits only, such as 42",
                "RECEIPT,5 | 5.00, | ,,,-1,, | settled_quantity: -1 is below zero in a RECEIPT: correct the sign or the kind",
                "RECEIPT,5 | 5.00, | ,,,6,, | settled_quantity: 6 is more than the quantity 5: give the part that the ERP has settled",
                "ISSUE,-5 | -5.00, | ,,,,1, | settled_amount: 1 is above zero in an ISSUE: correct the sign or the kind",
                "ISSUE,-5 | -5.00, | ,,,,-5.01, | settled_amount: -5.01 is more than the cost_amount -5: give the part that the ERP has settled",
                "RECEIPT,5 | 5.00, | ,,,,0.125, | settled_amount: 0.125 has 3 decimals, USD has 2: round it as your ledger does",
                "RECEIPT,5 | 5.00,5 | ,,,,,0.125 | reporting_settled_amount: 0.125 has 3 decimals, EUR has 2: round it as your ledger does",
                "RECEIPT,5 | 5.00, | ,,,,,1 | reporting_settled_amount: 1 is given without a reporting_cost_amount: leave it empty, or give the reporting_cost_amount",
                "ISSUE,-5 | -5.00, | ,R1,,,, | return_of: an ISSUE is no return: leave it empty; give it on the RECEIPT that comes back"
            })
    void what_a_row_says_of_itself_is_checked(String quantity, String cost, String links, String refusal) {
        transactions("C,X1,A," + quantity + ",,2025-01-10," + cost + ",true,,,,,,," + links);
        assertThat(books.refusals()).containsExactly("BAD_VALUE  inventory_transactions.csv:2: " + refusal);
    }

    @Test
    void a_return_is_of_an_issue_of_the_same_item_in_no_flow_and_not_more_than_it() {
        String back = "C,X1,A,RECEIPT,%s,,2025-01-12,1,,true,,,,,,,,%s,,,,";
        String issue = "C,%s,%s,ISSUE,-5,,2025-01-11,-5,,true,,,,,,,%s,,,,,";
        transactions(back.formatted("1", "R1"));
        assertThat(books.refusals())
                .containsExactly(
                        "BAD_VALUE  inventory_transactions.csv:2: return_of: \"R1\" of company \"C\" is a RECEIPT, and only an ISSUE"
                                + " comes back: name the issue that comes back, or leave it empty");
        takes(issue.formatted("B9", "B", ""), issue.formatted("F9", "A", "P1"), issue.formatted("A9", "A", ""));
        transactions(back.formatted("1", "B9"));
        assertThat(books.refusals())
                .containsExactly(
                        "BAD_VALUE  inventory_transactions.csv:2: return_of: issue \"B9\" of company \"C\" is of item \"B\", and return"
                                + " \"X1\" of item \"A\": name an issue of the same item");
        transactions(back.formatted("1", "F9"));
        assertThat(books.refusals())
                .containsExactly(
                        "BAD_VALUE  inventory_transactions.csv:2: return_of: issue \"F9\" of company \"C\" belongs to cost flow \"P1\":"
                                + " name an issue without cost_flow, or leave it empty");
        takes(back.formatted("5", "A9"));
        transactions(back.formatted("0.5", "A9").replace("X1", "X2"));
        assertThat(books.refusals())
                .containsExactly(
                        "BAD_VALUE  inventory_transactions.csv:2: return_of: 5.5 of issue \"A9\" of company \"C\" comes back,"
                                + " and 5 was issued: correct the quantity of a return");
        // The return may come first: an id that is not there is an ordinary receipt, until the issue comes.
        takes(back.formatted("9", "L9").replace("X1", "X3"));
        transactions(issue.formatted("K9", "A", ""), issue.formatted("L9", "A", ""));
        assertThat(books.refusals())
                .containsExactly(
                        "BAD_VALUE  inventory_transactions.csv:3: return_of: 9 of issue \"L9\" of company \"C\" comes back,"
                                + " and 5 was issued: correct the quantity of a return");
    }

    @Test
    void markings_are_of_one_item_and_of_what_is_open() {
        takes(
                "C,A1,A,RECEIPT,5,,2025-01-10,5,,true,,,,,,,,,,2,,",
                "C,A2,A,ISSUE,-4,2025-01-10,,-4,,true,,,,,,,,,,,,",
                "C,B2,B,ISSUE,-4,,2025-01-10,-4,,true,,,,,,,,,,,,");
        books.write("markings.csv", MARKINGS + "C,A2,A1,2.5\n");
        assertThat(books.report()).containsExactly("markings.csv: 1 read, 1 inserted, 0 updated, 0 unchanged");
        books.write("markings.csv", MARKINGS + "C,A2,A1,3\n");
        assertThat(books.report()).containsExactly("markings.csv: 1 read, 0 inserted, 1 updated, 0 unchanged");
        books.write("markings.csv", MARKINGS + "C,A2,A1,0\nC,A1,A2,1\nC,B2,A1,1\nC,A2,Z9,1\n");
        assertThat(books.refusals())
                .containsExactly(
                        "BAD_VALUE  markings.csv:2: quantity: 0 is not above zero: give the quantity that is marked, or leave it and the"
                                + " receipt_transaction_id empty to take out the markings of the issue",
                        "BAD_VALUE  markings.csv:3: issue_transaction_id: transaction \"A1\" of company \"C\" is a RECEIPT: name an ISSUE here",
                        "BAD_VALUE  markings.csv:3: receipt_transaction_id: transaction \"A2\" of company \"C\" is an ISSUE: name a RECEIPT here",
                        "BAD_VALUE  markings.csv:4: receipt_transaction_id: receipt \"A1\" of company \"C\" is of item \"A\", and issue \"B2\" of"
                                + " item \"B\": name a receipt of the same item",
                        "BROKEN_REFERENCE  markings.csv:5: receipt_transaction_id: company \"C\" has no inventory transaction \"Z9\":"
                                + " correct it or add it to inventory_transactions.csv");
        books.write("markings.csv", MARKINGS + "C,A2,A1,3\nC,A2,R1,1.5\n");
        assertThat(books.refusals())
                .containsExactly(
                        "BAD_VALUE  markings.csv:2: quantity: 4.5 of transaction \"A2\" of company \"C\" is marked, and 4 of it is open:"
                                + " mark less of it, or take out another marking of it");
        books.write("markings.csv", MARKINGS + "C,A2,A1,3.5\n");
        assertThat(books.refusals())
                .containsExactly(
                        "BAD_VALUE  markings.csv:2: quantity: 3.5 of transaction \"A1\" of company \"C\" is marked, and 3 of it is open:"
                                + " mark less of it, or take out another marking of it");
        books.deleteAll();
        // A partial invoice: the physical rest comes again with a smaller quantity.
        transactions(
                "C,A2,A,ISSUE,-1,2025-01-10,,-1,,true,,,,,,,,,,,,", "C,A3,A,ISSUE,-3,,2025-01-10,-3,,true,,,,,,,,,,,,");
        assertThat(books.refusals())
                .containsExactly(
                        "BAD_VALUE  inventory_transactions.csv:2: quantity: 3 of transaction \"A2\" of company \"C\" is marked, and 1 of it"
                                + " is open: import the markings with smaller quantities in markings.csv as well");
        books.write("markings.csv", MARKINGS + "C,A2,A1,1\nC,A3,A1,2\n");
        books.importDirectory();
        assertThat(books.one("select string_agg(quantity::text, ' ' order by issue_id) from marking"))
                .isEqualTo("1 2");
    }

    /** Issues A2 and A3 of 4, receipts A1 and A4 of 5; A2 is marked to both, A3 to A1. */
    private void marked() {
        takes(
                "C,A1,A,RECEIPT,5,,2025-01-10,5,,true,,,,,,,,,,,,",
                "C,A2,A,ISSUE,-4,,2025-01-10,-4,,true,,,,,,,,,,,,",
                "C,A3,A,ISSUE,-4,,2025-01-10,-4,,true,,,,,,,,,,,,",
                "C,A4,A,RECEIPT,5,,2025-01-10,5,,true,,,,,,,,,,,,");
        books.write("markings.csv", MARKINGS + "C,A2,A1,2\nC,A2,A4,2\nC,A3,A1,3\n");
        books.importDirectory();
    }

    private String markings() {
        return books.one("""
                select string_agg(concat_ws(' ', i.transaction_id, r.transaction_id, m.quantity), '; ' order by i.transaction_id, r.transaction_id)
                  from marking m
                  join inventory_transaction i on i.id = m.issue_id
                  join inventory_transaction r on r.id = m.receipt_id""");
    }

    @Test
    void the_markings_of_an_issue_are_those_of_the_last_file_that_names_it() {
        marked();
        books.write("markings.csv", MARKINGS + "C,A2,A4,3\nC,A2,R1,1\n");
        ImportReport replaced = books.importDirectory();
        assertThat(replaced.files())
                .extracting(file -> List.of(file.inserted(), file.updated(), file.unchanged(), file.removed()))
                .containsExactly(List.of(1L, 1L, 0L, 1L));
        assertThat(replaced.messages())
                .containsExactly(
                        "markings.csv: removed the marking of issue \"A2\" of company \"C\" to receipt \"A1\", 2; the file no longer has it");
        assertThat(markings()).isEqualTo("A2 A4 3; A2 R1 1; A3 A1 3");
        assertThat(books.report()).containsExactly("markings.csv: 2 read, 0 inserted, 0 updated, 2 unchanged");
        books.write("markings.csv", MARKINGS);
        books.importDirectory();
        assertThat(markings()).as("a file that names no issue").isEqualTo("A2 A4 3; A2 R1 1; A3 A1 3");
    }

    @Test
    void a_row_with_the_issue_alone_takes_out_all_its_markings() {
        marked();
        books.write("markings.csv", MARKINGS + "C,A2,,\n");
        assertThat(books.report())
                .containsExactly("markings.csv: 1 read, 0 inserted, 0 updated, 1 unchanged, 2 removed");
        assertThat(markings()).isEqualTo("A3 A1 3");
        assertThat(books.report()).containsExactly("markings.csv: 1 read, 0 inserted, 0 updated, 1 unchanged");
        // What one issue leaves of a receipt, another one takes in the same file.
        books.write("markings.csv", MARKINGS + "C,A2,A1,4\nC,A3,,\n");
        assertThat(books.report())
                .containsExactly("markings.csv: 2 read, 1 inserted, 0 updated, 1 unchanged, 1 removed");
        assertThat(markings()).isEqualTo("A2 A1 4");
    }

    @Test
    void a_marking_has_a_receipt_and_a_quantity_or_neither() {
        marked();
        books.write("markings.csv", MARKINGS + "C,A2,A1,\nC,A3,,1\nC,A4,,\nC,Z9,,\nC,I1,,\nC,I1,,\n");
        assertThat(books.refusals())
                .containsExactly(
                        "BAD_VALUE  markings.csv:2: quantity: receipt \"A1\" is given without a quantity: give the quantity that is marked,"
                                + " or leave the receipt_transaction_id empty, too, to take out the markings of the issue",
                        "BAD_VALUE  markings.csv:3: receipt_transaction_id: the quantity 1 is given without a receipt: name the receipt,"
                                + " or leave the quantity empty, too, to take out the markings of the issue",
                        "BAD_VALUE  markings.csv:4: issue_transaction_id: transaction \"A4\" of company \"C\" is a RECEIPT: name an ISSUE here",
                        "BROKEN_REFERENCE  markings.csv:5: issue_transaction_id: company \"C\" has no inventory transaction \"Z9\":"
                                + " correct it or add it to inventory_transactions.csv",
                        "DUPLICATE  markings.csv:7: receipt_transaction_id: marking \"C\" \"I1\" is already in line 6: keep one of the two lines");
    }

    /** So much of the marking of A2 to A1, and of another pair. */
    private void matched(int run, String layer, String quantity) {
        run(run, "CLOSE", "POSTED", layer);
        books.jdbc.update("""
                insert into match (item_id, issue_id, layer_id, run_id, from_quantity, quantity, amount, principle, settled)
                select i.item_id, i.id, r.id, ?, 0, m.quantity::numeric, 0, m.principle, true
                  from (values ('A2', 'A1', ?, 'MARKING'), ('A2', 'A4', '1', 'FIFO')) m (issue, receipt, quantity, principle)
                  join inventory_transaction i on i.transaction_id = m.issue
                  join inventory_transaction r on r.transaction_id = m.receipt""", run, quantity);
    }

    @Test
    void what_a_close_has_matched_of_a_marking_stays_marked() {
        marked();
        matched(7, "ACCOUNTING", "1");
        matched(8, "REPORTING", "1.50");
        String refusal =
                "INVENTORY_CLOSED  markings.csv:2: %s: issue \"A2\" of company \"C\" is marked to receipt \"A1\", and 1.5 of it is"
                        + " matched by the close of 2025-01-31: mark 1.5 of it or more, or cancel the close first: cancel --run 8";
        books.write("markings.csv", MARKINGS + "C,A2,A1,1.4\n");
        assertThat(books.refusals()).containsExactly(refusal.formatted("quantity"));
        for (String gone : List.of("C,A2,,\n", "C,A2,A4,3\n")) {
            books.write("markings.csv", MARKINGS + gone);
            assertThat(books.refusals()).containsExactly(refusal.formatted("issue_transaction_id"));
        }
        books.write("markings.csv", MARKINGS + "C,A2,A1,1.5\n");
        assertThat(books.report())
                .containsExactly("markings.csv: 1 read, 0 inserted, 1 updated, 0 unchanged, 1 removed");
        assertThat(markings()).isEqualTo("A2 A1 1.5; A3 A1 3");
        run(9, "CANCELLATION", "POSTED", "REPORTING", 8);
        books.write("markings.csv", MARKINGS + "C,A2,A1,1\n");
        books.importDirectory();
        assertThat(markings()).as("the close is cancelled").isEqualTo("A2 A1 1; A3 A1 3");
    }

    @Test
    void a_row_that_comes_after_a_close_is_refused_or_takes_part_as_of_the_next_day() {
        closed("ACCOUNTING", "2025-01-31");
        closed("REPORTING", "2025-01-15");
        String late = "C,X1,A,RECEIPT,5,2025-01-10,2025-01-31,5,,true,,,,,,,,,,,,";
        takes(
                "C,X2,A,RECEIPT,5,2025-01-10,,5,,true,,,,,,,,,,,,",
                "C,X3,A,RECEIPT,5,2025-02-01,2025-02-01,5,,true,,,,,,,,,,,,");
        String invoiced = "C,X2,A,RECEIPT,5,2025-01-10,2025-01-12,5,,true,,,,,,,,,,,,";
        transactions(late, invoiced, "C,X4,A,RECEIPT,5,,2025-02-01,5,,true,,,,,,,,,,,,");
        String closedUpTo =
                ": inventory of layer ACCOUNTING is closed up to 2025-01-31: give it a later financial date, cancel the"
                        + " inventory close first, or import with --late next-open-day";
        assertThat(books.refusals())
                .containsExactly(
                        "INVENTORY_CLOSED  inventory_transactions.csv:2: financial_date: transaction \"X1\" of company \"C\" has the financial date"
                                + " 2025-01-31" + closedUpTo,
                        "INVENTORY_CLOSED  inventory_transactions.csv:3: financial_date: transaction \"X2\" of company \"C\" cannot get the financial"
                                + " date 2025-01-12" + closedUpTo);
        ImportReport moved = books.importer.importFrom(ImportSource.directory(directory), LateRows.NEXT_OPEN_DAY);
        assertThat(moved.files()).extracting(ImportReport.FileReport::late).containsExactly(2L);
        assertThat(moved.messages())
                .containsExactly(
                        "inventory_transactions.csv:2: financial_date: transaction \"X1\" of company \"C\" of 2025-01-31 takes part as of"
                                + " 2025-02-01: inventory of layer ACCOUNTING is closed up to 2025-01-31",
                        "inventory_transactions.csv:3: financial_date: transaction \"X2\" of company \"C\" of 2025-01-12 takes part as of"
                                + " 2025-02-01: inventory of layer ACCOUNTING is closed up to 2025-01-31");
        assertThat(books.one(
                        "select string_agg(concat_ws(' ', transaction_id, financial_date, takes_part_on), '; ' order by transaction_id)"
                                + " from inventory_transaction where transaction_id like 'X%'"))
                .isEqualTo("X1 2025-01-31 2025-02-01; X2 2025-01-12 2025-02-01; X3 2025-02-01; X4 2025-02-01");
        // The ERP's own day is what a later import is compared with.
        assertThat(books.report())
                .containsExactly("inventory_transactions.csv: 3 read, 0 inserted, 0 updated, 3 unchanged");
        transactions(late.replace("2025-01-31", "2025-02-01"));
        assertThat(books.refusals())
                .singleElement()
                .asString()
                .contains("is already stored with financial_date 2025-01-31");
    }

    @Test
    void the_closes_of_the_same_import_do_not_count_for_its_transactions() {
        transactions("C,X1,A,RECEIPT,5,2025-01-10,2025-01-31,5,,true,,,,,,,,,,,,");
        books.write("inventory_closes.csv", CLOSES + "C,ACCOUNTING,2025-01-31\nC,REPORTING,2025-01-31\n");
        assertThat(books.report())
                .containsExactly(
                        "inventory_transactions.csv: 1 read, 1 inserted, 0 updated, 0 unchanged",
                        "inventory_closes.csv: 2 read, 2 inserted, 0 updated, 0 unchanged");
        assertThat(books.report())
                .containsExactly(
                        "inventory_transactions.csv: 1 read, 0 inserted, 0 updated, 1 unchanged",
                        "inventory_closes.csv: 2 read, 0 inserted, 0 updated, 2 unchanged");
        books.write("inventory_closes.csv", CLOSES + "N,REPORTING,2025-01-31\nC,TAX,2025-01-31\n");
        assertThat(books.refusals())
                .containsExactly(
                        "BAD_VALUE  inventory_closes.csv:2: currency_layer: company \"N\" has no reporting currency: give the company one,"
                                + " or remove the line",
                        "BAD_VALUE  inventory_closes.csv:3: currency_layer: \"TAX\" is not allowed here: use ACCOUNTING, REPORTING");
    }

    /** A run of company 1 up to 31 January. */
    private void run(int id, String type, String status, String layer) {
        run(id, type, status, layer, null);
    }

    private void run(int id, String type, String status, String layer, @Nullable Integer cancels) {
        books.jdbc.update("""
                insert into posting_run (id, type, status, company_id, currency_layer, currency, decimals, posting_date, specification, update_ledger,
                       storno, skip_invalid, planned, started_by, started_at, ended_at, settlements, settled_amount, lines, checksum, cancels_run_id)
                values (?, ?, ?, 1, ?, 'USD', 2, '2025-01-31', 'TOTAL', true, true, false, 0, 'test', now(),
                        case ? when 'POSTED' then now() end, 0, 0, 0, 'x', ?)""", id, type, status, layer, status, cancels);
    }

    @Test
    void a_close_of_the_erp_is_not_added_once_this_program_has_closed() {
        run(7, "CLOSE", "POSTED", "ACCOUNTING");
        books.write("inventory_closes.csv", CLOSES + "C,ACCOUNTING,2025-02-28\nC,REPORTING,2025-02-28\n");
        assertThat(books.refusals())
                .containsExactly(
                        "INVENTORY_CLOSED  inventory_closes.csv:2: closed_on: company \"C\" has closed layer ACCOUNTING up to 2025-01-31"
                                + " itself, by run 7: no close of the ERP can be added: remove the line, or take the run back with cancel --run 7 first");
    }

    @ParameterizedTest
    @CsvSource({"RECALCULATION,recalculate", "CLOSE,close"})
    void nothing_changes_that_an_unfinished_run_was_prepared_with(String type, String command) throws SQLException {
        takes("C,A2,A,ISSUE,-1,2025-01-10,,-1,,true,,,,,,,,,,,,", "C,A3,A,ISSUE,-1,,2025-01-10,-1,,true,,,,,,,,,,,,");
        books.write("item_model_groups.csv", MODEL_GROUPS + "C,K,,,,,\n");
        books.write("markings.csv", MARKINGS + "C,A2,R1,0.5\n");
        books.write("inventory_closes.csv", CLOSES + "C,ACCOUNTING,2024-12-31\n");
        books.importDirectory();
        books.deleteAll();
        run(7, type, "RUNNING", "ACCOUNTING");
        String refusal =
                ": run 7, a " + type.toLowerCase(Locale.ROOT) + " up to 2025-01-31, is not finished: finish it with "
                        + command + " --company C --date 2025-01-31, or end it with abandon --run 7, then import again";
        books.write("item_model_groups.csv", MODEL_GROUPS + "C,K,,,false,,\nC,L,,,,,\n");
        books.write("items.csv", ITEMS + "C,A,Item A,G,LIFO,1.5,,\nC,B,Other name,H,STANDARD_COST,,,\n");
        transactions(
                "C,X1,A,RECEIPT,5,2025-02-01,2025-01-31,5,,true,,,,,,,,,,,,",
                "C,X2,A,RECEIPT,5,2025-01-31,,5,,true,,,,,,,,,,,,",
                "C,X3,A,RECEIPT,5,2025-02-01,2025-02-01,5,,true,,,,,,,,,,,,",
                "C,A2,A,ISSUE,-1,2025-02-10,,-1,,true,,,,,,,,,,,,",
                "C,A3,A,ISSUE,-1,,2025-01-10,-1,,true,,,,,,,,,,,,");
        books.write("markings.csv", MARKINGS + "C,A3,R1,1\nC,A2,,\n");
        books.write("inventory_closes.csv", CLOSES + "C,ACCOUNTING,2024-12-31\nC,REPORTING,2024-12-31\n");
        List<String> faults = List.of(
                "item_model_groups.csv:2: item_model_group: item model group \"K\" of company \"C\" cannot change now"
                        + refusal,
                "items.csv:2: item_number: item \"A\" of company \"C\" cannot change its inventory model or its item model group now"
                        + refusal,
                "inventory_transactions.csv:2: line: transaction \"X1\" of company \"C\" cannot be added now" + refusal,
                "inventory_transactions.csv:3: line: transaction \"X2\" of company \"C\" cannot be added now" + refusal,
                "inventory_transactions.csv:5: line: transaction \"A2\" of company \"C\" cannot change now" + refusal,
                "markings.csv:2: quantity: no marking of company \"C\" can change now" + refusal,
                "markings.csv:3: issue_transaction_id: markings of issue \"A2\" of company \"C\" cannot be taken out now"
                        + refusal,
                "inventory_closes.csv:3: closed_on: no inventory close can be added to company \"C\" now" + refusal);
        assertThat(books.refusals())
                .containsExactlyElementsOf(
                        faults.stream().map(fault -> "UNFINISHED_RUN  " + fault).toList());
        try (Connection atWork = books.dataSource.getConnection();
                Statement lock = atWork.createStatement()) {
            lock.execute("select pg_advisory_lock(1346587727, 2)");
            assertThat(books.faults())
                    .hasSize(faults.size())
                    .allSatisfy(fault -> assertThat(fault.toString())
                            .startsWith("RUN_AT_WORK  ")
                            .contains(" up to 2025-01-31, is at work: wait until it has ended, then import again"));
        }
        books.deleteAll();
        books.write("markings.csv", MARKINGS + "C,A2,R1,0.5\nC,A3,,\n");
        takes(
                "C,X3,A,RECEIPT,5,2025-02-01,2025-02-01,5,,true,,,,,,,,,,,,",
                "C,A3,A,ISSUE,-1,,2025-01-10,-1,,true,,,,,,,,,,,,");
    }
}
