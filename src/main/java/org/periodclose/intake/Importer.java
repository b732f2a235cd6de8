package org.periodclose.intake;

import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.inventory.LateRows;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Imports the files of companies into the database: all of them or none. */
public final class Importer {
    /** In the order of import: a file refers only to files before it. */
    static final List<ImportFile> FILES = List.of(
            Companies.FILE,
            FiscalPeriods.FILE,
            MainAccounts.FILE,
            ItemGroups.FILE,
            ItemModelGroups.FILE,
            Items.FILE,
            PostingProfiles.FILE,
            ChargesCodes.FILE,
            LedgerBalances.FILE,
            InventoryTransactions.FILE,
            Markings.FILE,
            AdjustmentJournals.FILE,
            Adjustments.FILE,
            InventoryCloses.FILE);

    private static final List<String> NAMES =
            FILES.stream().map(ImportFile::name).toList();

    static final String ALONE = "select pg_try_advisory_xact_lock(hashtextextended('period_close import', 0))";

    private static final int FETCH_SIZE = 1000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    public Importer(DataSource dataSource, PlatformTransactionManager transactionManager) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.jdbc.setFetchSize(FETCH_SIZE);
        this.transaction = new TransactionTemplate(transactionManager);
    }

    /**
     * Imports every file of the contract that the source has, as one transaction.
     *
     * @throws Refused with every fault of every file, the first {@value FaultLog#KEPT} by file and line; the database is as it was
     */
    public ImportReport importFrom(ImportSource source, LateRows lateRows) {
        look(source);
        return Objects.requireNonNull(transaction.execute(status -> {
            prepareTransaction();
            return new ImportRun(jdbc, source, lateRows).run(FILES);
        }));
    }

    /** The same, refusing rows that come late. */
    public ImportReport importFrom(ImportSource source) {
        return importFrom(source, LateRows.REFUSE);
    }

    /**
     * Checks only the names; does not need the database.
     *
     * @return files that an import does not read
     * @throws Refused if the source cannot be read, has a name that is nearly right, or has no import file
     */
    public static List<String> look(ImportSource source) {
        source.requireReadable();
        FileNames names = FileNames.of(source.names(), NAMES);
        if (!names.misnamed().isEmpty()) {
            throw new Refused(names.misnamed());
        }
        if (NAMES.stream().noneMatch(source::has)) {
            throw new Refused(
                    FaultCode.NO_FILES,
                    "\"" + source.name() + "\" has none of the import files",
                    "put at least one of these there: " + String.join(", ", NAMES));
        }
        return names.others();
    }

    /** An import is one long transaction. Two at the same time could deadlock on each other's rows, so only one may run. */
    private void prepareTransaction() {
        jdbc.execute("set local statement_timeout = 0");
        jdbc.execute("set local work_mem = '64MB'");
        boolean alone = Boolean.TRUE.equals(jdbc.queryForObject(ALONE, Boolean.class));
        if (!alone) {
            throw new Refused(
                    FaultCode.RUN_AT_WORK,
                    "another import is at work on this database",
                    "wait until it has ended, then import again");
        }
    }
}
