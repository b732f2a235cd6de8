package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.database.TestDatabase;
import org.periodclose.intake.ImportReport;
import org.periodclose.view.BooksViews;
import org.periodclose.view.Written;

class ImportFormsTest {
    private static final ImportReport REPORT = new ImportReport(
            List.of(new ImportReport.FileReport("adjustments.csv", 1200, 1000, 150, 1_100, 1, 23, 4, 2)),
            List.of("3 more lines are removed"));

    private final Capture capture = new Capture();

    @Test
    void an_import_in_three_forms() {
        Written table = new Written();
        table.table(BooksViews.imported(REPORT));
        assertThat(table.out().lines().map(line -> line.replaceAll(" +", " ").strip()))
                .containsSequence("File Rows New Changed As before Removed")
                .contains(
                        "adjustments.csv 1,200 1,000 150 50 23",
                        "adjustments.csv: 1,100 fields with blanks around them were trimmed",
                        "adjustments.csv: 1 line with nothing in it was skipped",
                        "adjustments.csv: 2 rows came after the close of their day and take part as of the first open day");
        Written csv = new Written();
        csv.csv(BooksViews.imported(REPORT));
        assertThat(csv.out().lines())
                .containsExactly(
                        "file,rows,inserted,updated,unchanged,trimmed,skipped,removed,warnings,late",
                        "adjustments.csv,1200,1000,150,50,1100,1,23,4,2");
        Written json = new Written();
        json.json(BooksViews.imported(REPORT));
        assertThat(json.out().replaceAll("\\s+", ""))
                .isEqualTo(
                        "{\"files\":[{\"file\":\"adjustments.csv\",\"rows\":1200,\"inserted\":1000,\"updated\":150,\"unchanged\":50,"
                                + "\"trimmed\":1100,\"skipped\":1,\"removed\":23,\"warnings\":4,\"late\":2}],\"messages\":[\"3morelinesareremoved\"]}");
    }

    @Test
    void what_the_user_should_know_stands_on_standard_error(@TempDir Path directory) throws IOException {
        Files.writeString(
                directory.resolve("companies.csv"),
                "company,name,accounting_currency,reporting_currency,storno_for_inventory_adjustments\nC,C,USD,,true\n");
        Files.writeString(directory.resolve("item_groups.csv"), "company,item_group,name\nC,G,G\n");
        Files.writeString(
                directory.resolve("items.csv"),
                "company,item_number,name,item_group,inventory_model,cost_price,reporting_cost_price\nC,A,A,G,FIFO,,\n");
        Files.writeString(
                directory.resolve("inventory_transactions.csv"),
                "company,transaction_id,item_number,kind,quantity,physical_date,financial_date,cost_amount,reporting_cost_amount,open,"
                        + "site,warehouse,batch_number,serial_number,inventory_account,offset_account\n"
                        + "C,R1,A,RECEIPT,1,,2025-10-01,1,,true,,,,,41,\n");
        System.setProperty("spring.datasource.url", TestDatabase.freshUrl().replaceFirst("[?].*", ""));
        System.setProperty("spring.datasource.username", "postgres");
        try {
            assertThat(capture.execute("import", directory.toString(), "--output", "csv"))
                    .isZero();
        } finally {
            System.clearProperty("spring.datasource.url");
            System.clearProperty("spring.datasource.username");
        }
        assertThat(capture.out()).endsWith("inventory_transactions.csv,1,1,0,0,0,0,0,1,0\n");
        assertThat(capture.err())
                .isEqualTo(
                        "inventory_transactions.csv:2: inventory_account: \"41\" is not a main account of company \"C\" (in 1 transaction):"
                                + " add it to main_accounts.csv, or correct it\n");
    }
}
