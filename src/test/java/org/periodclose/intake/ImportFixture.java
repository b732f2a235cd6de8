package org.periodclose.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Refused;
import org.periodclose.database.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A small company in an empty database, and files to import into it. */
final class ImportFixture {
    static final String COMPANIES =
            "company,name,accounting_currency,reporting_currency,storno_for_inventory_adjustments\n";
    static final String PERIODS = "company,period,start_date,end_date,status\n";
    static final String ACCOUNTS = "company,main_account,name,type\n";
    static final String GROUPS = "company,item_group,name\n";
    static final String ITEMS = "company,item_number,name,item_group,inventory_model,cost_price,reporting_cost_price\n";
    static final String PROFILES = "company,account_type,item_code,item_relation,main_account\n";
    static final String TRANSACTIONS =
            "company,transaction_id,item_number,kind,quantity,physical_date,financial_date,cost_amount,reporting_cost_amount,"
                    + "open,site,warehouse,batch_number,serial_number,inventory_account,offset_account\n";
    static final String JOURNALS = "company,journal,currency_layer,description\n";
    static final String ADJUSTMENTS = "company,journal,transaction_id,amount\n";

    final DataSource dataSource = TestDatabase.fresh();
    final JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    final Importer importer = new Importer(dataSource, new JdbcTransactionManager(dataSource));
    private final Path directory;

    ImportFixture(Path directory) {
        this.directory = directory;
    }

    /** Company C in USD and EUR, items of groups G and H, receipt R1 and issue I1, an open journal with a line. */
    ImportFixture smallCompany() {
        write("companies.csv", COMPANIES + "C,Small,USD,EUR,true\nN,No reporting,JPY,,false\n");
        write("fiscal_periods.csv", PERIODS + "C,2025-01,2025-01-01,2025-01-31,OPEN\n");
        write(
                "main_accounts.csv",
                ACCOUNTS + "C,10,Stock,BALANCE_SHEET\nC,91,Profit,PROFIT_AND_LOSS\nN,10,Stock,BALANCE_SHEET\n");
        write("item_groups.csv", GROUPS + "C,G,Group\nC,H,Other group\nN,G,Group\n");
        write(
                "items.csv",
                ITEMS + "C,A,Item A,G,FIFO,1.5,\nC,B,Item B,H,STANDARD_COST,,2.000001\nN,A,Item A,G,FIFO,,\n");
        write("posting_profiles.csv", PROFILES + "C,INVENTORY,ALL,,10\nC,PROFIT,TABLE,A,91\nC,PROFIT,GROUP,G,91\n");
        write(
                "inventory_transactions.csv",
                TRANSACTIONS
                        + "C,R1,A,RECEIPT,3,2025-01-10,2025-01-11,4.50,4.10,true,S,W,B,N,10,91\n"
                        + "C,I1,A,ISSUE,-1,2025-01-12,,-1.5,,false,,,,,,\n"
                        + "N,R1,A,RECEIPT,3,2025-01-10,2025-01-11,400,,true,,,,,,\n");
        write(
                "adjustment_journals.csv",
                JOURNALS + "C,J1,ACCOUNTING,First\nC,J2,REPORTING,\nN,J1,REPORTING,Not set up\n");
        write("adjustments.csv", ADJUSTMENTS + "C,J1,R1,-0.25\nC,J2,R1,0.30\nN,J1,R1,0.123\n");
        importDirectory();
        deleteAll();
        return this;
    }

    void write(String file, String content) {
        write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    void write(String file, byte[] content) {
        try {
            Files.write(directory.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void deleteAll() {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ImportReport importDirectory() {
        return importer.importFrom(ImportSource.directory(directory));
    }

    /** {@code file: rows read, inserted, updated, unchanged} for each file. */
    List<String> report() {
        return importDirectory().files().stream()
                .map(f -> f.file() + ": " + f.rows() + " read, " + f.inserted() + " inserted, " + f.updated()
                        + " updated, " + f.unchanged() + " unchanged"
                        + (f.removed() == 0 ? "" : ", " + f.removed() + " removed"))
                .toList();
    }

    /** The faults as a user sees them; the database must be as it was. */
    List<String> refusals() {
        return faults().stream().map(Fault::toString).toList();
    }

    /** The same where the files may also be taken. */
    List<String> refusalsIfAny() {
        Refused refused = catchThrowableOfType(Refused.class, this::importDirectory);
        return refused == null
                ? List.of()
                : refused.faults().stream().map(Fault::toString).toList();
    }

    List<Fault> faults() {
        String before = fingerprint();
        Refused refused = catchThrowableOfType(Refused.class, this::importDirectory);
        assertThat(refused).as("the import is refused").isNotNull();
        assertThat(fingerprint()).as("the database after a refusal").isEqualTo(before);
        return refused.faults();
    }

    String one(String sql) {
        return String.valueOf(jdbc.queryForObject(sql, String.class));
    }

    /** Everything that is stored, row by row. */
    String fingerprint() {
        return dump("t::text");
    }

    /** The same with the place of each row, which an update moves. */
    String versions() {
        return dump("t.ctid::text || t::text");
    }

    private String dump(String row) {
        return one("""
                select string_agg(table_name || query_to_xml(format('select %%s from %%I t order by 1', '%s', table_name),
                                                             false, false, '')::text, E'\\n' order by table_name)
                  from information_schema.tables
                 where table_schema = 'period_close' and table_type = 'BASE TABLE'""".formatted(row));
    }
}
