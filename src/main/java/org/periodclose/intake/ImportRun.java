package org.periodclose.intake;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.inventory.LateRows;
import org.periodclose.intake.ImportFile.Check;
import org.periodclose.intake.ImportFile.When;
import org.periodclose.intake.ImportReport.FileReport;
import org.postgresql.PGConnection;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * One import, inside its transaction. It stages each file, merges its sound rows, and looks for the reasons only if a row was left out. A
 * fault does not stop it: it still reads and merges the other rows and files, so that it reports all faults at once. The transaction is then
 * rolled back.
 */
final class ImportRun {
    /** The planner expects far fewer rows than there are, because of their conditions; that many are not looked up one by one. */
    private static final int MANY = 10_000;

    private final JdbcTemplate jdbc;
    private final ImportSource source;
    private final FaultLog faults = new FaultLog();
    private final RefusedNames refusedNames = new RefusedNames();
    private final References references;
    /** Files with rows whose own values are refused. */
    private final Set<String> withRefusedRows = new HashSet<>();

    private final List<ImportFile> checkedAtEnd = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();

    private final LateRows lateRows;

    ImportRun(JdbcTemplate jdbc, ImportSource source, LateRows lateRows) {
        this.jdbc = jdbc;
        this.source = source;
        this.lateRows = lateRows;
        this.references = new References(jdbc, faults, refusedNames);
    }

    ImportReport run(List<ImportFile> all) {
        all.forEach(file -> jdbc.execute(Staging.createTable(file)));
        List<FileReport> reports = new ArrayList<>();
        for (ImportFile file : all) {
            if (source.has(file.name())) {
                reports.add(importFile(file));
            }
            if (file == Items.FILE && (source.has(file.name()) || source.has(ItemModelGroups.FILE.name()))) {
                refuseDimensionsInUse();
            }
        }
        checkedAtEnd.forEach(file -> {
            faults.enter(file.name());
            check(file, When.AT_END);
        });
        faults.refuseIfAny();
        return new ImportReport(reports, messages);
    }

    private FileReport importFile(ImportFile file) {
        faults.enter(file.name());
        long before = faults.count();
        Staging.Staged staged = stage(file);
        if (!staged.allSound()) {
            withRefusedRows.add(file.name());
        }
        if (file.isReadByValuations()) {
            jdbc.queryForList(
                    "select id from company where company = any (?) order by id for share", Long.class, (Object)
                            staged.companies().toArray(String[]::new));
        }
        if (!file.lock().isEmpty()) {
            jdbc.queryForList(file.lock(), Long.class);
        }
        allowNestedLoops(!file.target().isSetUp());
        List<Long> bad = new ArrayList<>();
        check(file, When.BEFORE, bad::add);
        refuseRows(file, bad);
        allowNestedLoops(!file.target().isSetUp() && staged.rows() < MANY);
        file.beforeInsert().forEach(this::prepare);
        long inserted = insert(file, staged.rows() < MANY);
        long updated = 0;
        if (inserted < staged.rows()) {
            file.beforeUpdate().forEach(jdbc::execute);
        }
        allowNestedLoops(!file.target().isSetUp());
        if (inserted < staged.rows()) {
            checkedAtEnd.add(file);
            updated = jdbc.update(file.update());
            checkDuplicates(file);
            file.references().forEach(reference -> references.check(file, reference));
            check(file, When.LEFT_OUT);
            if (staged.allSound() && !refusedNames.isUnknown(file)) {
                check(file, When.GONE);
            }
        }
        check(file, When.AFTER);
        long removed = note(file.removal(), "lines are removed");
        long late = 0;
        if (lateRows == LateRows.REFUSE) {
            check(file, When.LATE);
        } else {
            late = note(file.late(), "rows came late");
        }
        long warnings = note(file.warnings(), "accounts are not main accounts");
        if (inserted + updated + removed > 0 && faults.count() == before) {
            jdbc.execute("analyze " + file.target().table());
        }
        return new FileReport(
                file.name(),
                staged.rows(),
                inserted,
                updated,
                staged.trimmed(),
                staged.skipped(),
                removed,
                warnings,
                late);
    }

    /** Once items and item model groups are both imported: what an item is tracked by may have changed. */
    private void refuseDimensionsInUse() {
        jdbc.execute(CostObjects.FIND_IN_USE);
        for (ImportFile file : List.of(ItemModelGroups.FILE, Items.FILE)) {
            faults.enter(file.name());
            find(CostObjects.IN_USE, line -> {}, file.name());
        }
    }

    /** Without statistics of the rows that it inserts, each row of the file would be looked up in them by index. */
    private void prepare(String sql) {
        if (jdbc.update(sql) > 0 && sql.startsWith("insert into ")) {
            jdbc.execute("analyze " + sql.split("\\s+", 4)[2]);
        }
    }

    /** Does nothing if the import will be refused. */
    private long note(String sql, String more) {
        if (sql.isEmpty() || faults.count() > 0) {
            return 0;
        }
        record Note(String message, long found) {}
        List<Note> notes = jdbc.query(sql, (row, number) -> new Note(row.getString("message"), row.getLong("found")));
        notes.forEach(note -> messages.add(note.message()));
        long found = notes.isEmpty() ? 0 : notes.get(0).found();
        if (found > notes.size()) {
            messages.add(String.format(Locale.ROOT, "%,d more %s", found - notes.size(), more));
        }
        return found;
    }

    private Staging.Staged stage(ImportFile file) {
        Staging staging = new Staging(file, faults, refusedNames);
        Staging.Staged staged =
                jdbc.execute((ConnectionCallback<Staging.Staged>) (Connection connection) -> staging.read(
                        source,
                        () -> new CopyStream(
                                connection.unwrap(PGConnection.class), "copy " + file.staged() + " from stdin")));
        jdbc.execute("analyze " + file.staged() + " (sound, " + String.join(", ", file.key()) + ")");
        return Objects.requireNonNull(staged);
    }

    /**
     * While a table is being filled, the planner still assumes its old size, and would scan all of it for each new row. A hash join scans it
     * once; for set-up that is never much slower.
     */
    private void allowNestedLoops(boolean allowed) {
        jdbc.execute("set local enable_nestloop = " + (allowed ? "on" : "off"));
    }

    /** A plain insert takes two thirds of the time of one with {@code on conflict}, which is therefore used only after a conflict. */
    private long insert(ImportFile file, boolean few) {
        String insert = file.target().insert(few);
        jdbc.execute("savepoint before_insert");
        try {
            return jdbc.update(insert);
        } catch (DuplicateKeyException e) {
            jdbc.execute("rollback to savepoint before_insert");
            return jdbc.update(insert + "\n on conflict (" + file.target().uniqueKey() + ") do nothing");
        }
    }

    private void checkDuplicates(ImportFile file) {
        String key = String.join(", ", file.key());
        String named = file.key().stream()
                .map(column -> "'\"' || nullif(s." + column + "::text, '') || '\"'")
                .collect(Collectors.joining(", "));
        find(String.format(Locale.ROOT, """
                select s.line,
                       '%1$s' as column,
                       'DUPLICATE' as code,
                       format('%2$s %%s is already in line %%s', concat_ws(' ', %3$s), f.first_line) as what,
                       'keep one of the two lines' as remedy
                  from %4$s s
                  join (select %5$s, min(line) as first_line
                          from %4$s
                         where sound is not null
                         group by %5$s
                        having count(*) > 1) f using (%5$s)
                 where s.sound is not null
                   and s.line > f.first_line
                 order by s.line""", file.lastKey(), file.noun(), named, file.staged(), key), line -> {});
    }

    private void check(ImportFile file, When when) {
        check(file, when, line -> {});
    }

    /**
     * @param bad receives the line of every row whose own values are bad
     */
    private void check(ImportFile file, When when, LongConsumer bad) {
        for (Check check : file.checks()) {
            if (check.when() == when) {
                find(withoutDependents(file, check.sql()), bad);
            }
        }
    }

    /** Such rows are not merged, so that no later row is checked against their values. */
    private void refuseRows(ImportFile file, List<Long> lines) {
        if (!lines.isEmpty()) {
            withRefusedRows.add(file.name());
            jdbc.update("update " + file.staged() + " set sound = false where sound and line = any (?)", (Object)
                    lines.toArray(Long[]::new));
        }
    }

    /** Leaves out faults of rows that refer to a refused row: they were checked against the stored values, not against those of the files. */
    private String withoutDependents(ImportFile file, String check) {
        String refused = file.references().stream()
                .filter(reference -> withRefusedRows.contains(reference.target().name()))
                .map(reference -> String.format(
                        Locale.ROOT,
                        """
                        and not exists (select from %s k where k.sound is distinct from true and k.company = s.company and k.%s = s.%s and %s)
                        """,
                        reference.target().staged(),
                        reference.target().lastKey(),
                        reference.column(),
                        reference.when()))
                .collect(Collectors.joining());
        return refused.isEmpty()
                ? check
                : "select f.* from (" + check + ") f join " + file.staged() + " s on s.line = f.line where true "
                        + refused + " order by f.line";
    }

    private void find(String sql, LongConsumer bad, Object... arguments) {
        RowCallbackHandler report = row -> {
            FaultCode code = FaultCode.valueOf(row.getString("code"));
            faults.add(
                    row.getLong("line"), row.getString("column"), code, row.getString("what"), row.getString("remedy"));
            if (code == FaultCode.BAD_VALUE) {
                bad.accept(row.getLong("line"));
            }
        };
        jdbc.query(sql, report, arguments);
    }
}
