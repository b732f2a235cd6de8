package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.database.TestDatabase;
import org.periodclose.desk.Posting;
import org.periodclose.intake.ImportReport;
import org.periodclose.intake.ImportSource;
import org.periodclose.intake.Importer;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Company C1 as its ERP exports it: two receipts, R1 of 50.00 and R2 of 30.00, in the open journal J1 with +10.00 and -3.00. Files are changed
 * and imported between the runs.
 */
final class ImportedCompany implements AutoCloseable {
    private static final Map<String, String> HEADERS = Map.of(
            "companies.csv", "company,name,accounting_currency,reporting_currency,storno_for_inventory_adjustments",
            "fiscal_periods.csv", "company,period,start_date,end_date,status",
            "main_accounts.csv", "company,main_account,name,type",
            "item_groups.csv", "company,item_group,name",
            "items.csv", "company,item_number,name,item_group,inventory_model,cost_price,reporting_cost_price",
            "posting_profiles.csv", "company,account_type,item_code,item_relation,main_account",
            "charges_codes.csv", "company,charges_code,name,offset_account",
            "inventory_transactions.csv",
                    "company,transaction_id,item_number,kind,quantity,physical_date,financial_date,cost_amount,"
                            + "reporting_cost_amount,open,site,warehouse,batch_number,serial_number,inventory_account,offset_account",
            "adjustment_journals.csv", "company,journal,currency_layer,description",
            "adjustments.csv", "company,journal,transaction_id,amount");
    static final String R1 = "R1,A1,RECEIPT,10,2025-10-02,2025-10-03,50.00,,true,,,,,,";
    static final String R2 = "R2,A1,RECEIPT,5,2025-10-02,2025-10-03,30.00,,true,,,,,,";

    final PostingContext context;
    private final Path directory;

    ImportedCompany(Path directory) {
        this.directory = directory;
        context = new PostingContext("period-close.chunk-size=1", "period-close.threads=1");
        file("companies.csv", "Test,USD,,true");
        file("fiscal_periods.csv", "2025-10,2025-10-01,2025-10-31,OPEN", "2025-11,2025-11-01,2025-11-30,OPEN");
        file(
                "main_accounts.csv",
                "41,Stock,BALANCE_SHEET",
                "42,Other stock,BALANCE_SHEET",
                "91.1,Profit,PROFIT_AND_LOSS",
                "91.2,Loss,PROFIT_AND_LOSS");
        file("item_groups.csv", "GA,Group");
        file("items.csv", "A1,Item A1,GA,FIFO,5.00,");
        file("posting_profiles.csv", "INVENTORY,ALL,,41", "PROFIT,ALL,,91.1", "LOSS,ALL,,91.2");
        file("inventory_transactions.csv", R1, R2);
        file("adjustment_journals.csv", "J1,ACCOUNTING,");
        file("adjustments.csv", "J1,R1,10.00", "J1,R2,-3.00");
        imports();
        noFiles();
    }

    /** Writes a file; the rows are those of company C1, without it. */
    ImportedCompany file(String name, String... rows) {
        write(
                name,
                HEADERS.get(name) + "\n"
                        + List.of(rows).stream().map(row -> "C1," + row + "\n").collect(Collectors.joining()));
        return this;
    }

    private void write(String name, String content) {
        try {
            Files.write(directory.resolve(name), content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void noFiles() {
        try {
            for (String name : HEADERS.keySet()) {
                Files.deleteIfExists(directory.resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ImportReport imports() {
        DataSource dataSource = TestDatabase.dataSource(context.url);
        return new Importer(dataSource, new JdbcTransactionManager(dataSource))
                .importFrom(ImportSource.directory(directory));
    }

    /** {@code file: rows, inserted, updated, removed} of each file, and the messages. */
    List<String> imported() {
        ImportReport report = imports();
        return Stream.concat(
                        report.files().stream()
                                .map(f -> f.file() + ": " + f.rows() + ", " + f.inserted() + ", " + f.updated() + ", "
                                        + f.removed()),
                        report.messages().stream())
                .toList();
    }

    List<String> refusals() {
        try {
            throw new AssertionError("not refused: " + imports());
        } catch (Refused refused) {
            return refused.faults().stream().map(Fault::toString).toList();
        }
    }

    RunResult post(String journal) {
        return context.post(PostingContext.request("C1", journal)).get(0);
    }

    /** J1 with its first line settled. */
    void stopHalfWay() {
        Posting posting = context.bean(Posting.class);
        StopRequest stop = new StopRequest();
        assertThat(posting.post(PostingContext.request("C1", "J1"), stop, (journal, done, lines) -> {
                    if (done == 1) {
                        stop.request(Outcome.TERMINATED);
                    }
                }))
                .singleElement()
                .isInstanceOf(RunResult.Stopped.class);
        assertThat(context.rows("select status from posting_run")).containsExactly("RUNNING");
    }

    List<String> lines() {
        return context.rows("""
                select concat_ws(' ', j.journal, t.transaction_id, a.amount)
                  from adjustment a
                  join adjustment_journal j on j.id = a.journal_id
                  join inventory_transaction t on t.id = a.inventory_transaction_id
                 order by j.id, t.transaction_id
                """);
    }

    List<String> settled() {
        return context.rows("""
                select concat_ws(' ', t.transaction_id, s.amount)
                  from settlement s
                  join inventory_transaction t on t.id = s.inventory_transaction_id
                 order by t.transaction_id, s.run_id
                """);
    }

    @Override
    public void close() {
        context.close();
    }
}
