package org.periodclose.posting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.periodclose.fault.Fault;
import org.periodclose.fault.FaultCode;
import org.periodclose.fault.Refused;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The gate before posting: every law of {@code db/invariants} must return no row for the run. The laws of a large run are checked side by side,
 * and its voucher is drafted beside them. An {@link Audit} asks the same laws of what is posted.
 */
final class Verification {
    private static final int REPORTED_VIOLATIONS = 10;

    /** What settling has filled. */
    private static final List<String> WRITTEN = List.of("settlement", "settlement_sum");

    /** @param journal null: somebody has deleted it, as a verification finds */
    private record Size(long journalId, @Nullable String journal, long planned) {}

    /**
     * @param sql must return no row; asks for :run and, so that PostgreSQL plans for its size, :journal. A law that a person may rightly break by
     *     a change while the run was interrupted tells each violation by its code, with a remedy and a transaction: it refuses, it does not fail
     *     the run
     */
    private record Law(String title, String mend, String sql) {
        /** The first rows, found as fast as all of them: a limit on the law itself would make it look row by row. */
        String firstViolations() {
            return "with violation as materialized (\n" + sql + "\n) select * from violation limit "
                    + REPORTED_VIOLATIONS;
        }
    }

    private final JdbcClient jdbc;
    private final VoucherPosting voucher;
    private final SideBySide sideBySide;
    private final List<Law> laws;

    Verification(JdbcClient jdbc, VoucherPosting voucher, SideBySide sideBySide) {
        this.jdbc = jdbc;
        this.voucher = voucher;
        this.sideBySide = sideBySide;
        this.laws = read();
    }

    /**
     * Checks the laws of a settled run and drafts its voucher.
     *
     * @throws Refused naming the first rows that break each law; the first fault has code LAW_BROKEN if the run cannot go on
     */
    void verify(long run) {
        Size size = size(run);
        List<Supplier<List<Fault>>> work = new ArrayList<>();
        laws.forEach(law -> work.add(() -> violations(law, run, size)));
        work.add(doing(() -> voucher.draft(run)));
        List<Fault> faults = faultsOf(work, size);
        if (!faults.isEmpty()) {
            throw new Refused(faults);
        }
    }

    /** The first rows that break each law, with code LAW_BROKEN; reads only, in the caller's transaction. */
    List<Fault> violations(long run) {
        Size size = size(run);
        Plans.suit(jdbc, size.planned());
        return laws.stream().flatMap(law -> violations(law, run, size).stream()).toList();
    }

    private Size size(long run) {
        return jdbc.sql("""
                        select r.journal_id, j.journal, r.planned
                          from posting_run r
                          left join adjustment_journal j on j.id = r.journal_id
                         where r.id = :run
                        """).param("run", run).query(Size.class).single();
    }

    private List<Fault> faultsOf(List<Supplier<List<Fault>>> work, Size size) {
        List<List<Fault>> found;
        if (Plans.isLarge(size.planned())) {
            sideBySide.all(WRITTEN.stream()
                    .map(table -> doing(() -> Plans.refreshStatistics(jdbc, table, size.planned())))
                    .toList());
            List<Supplier<List<Fault>>> pieces = new ArrayList<>();
            work.forEach(piece -> pieces.add(suited(piece, size)));
            pieces.add(doing(this::summarise));
            found = sideBySide.all(pieces);
        } else {
            summarise();
            found = work.stream().map(Supplier::get).toList();
        }
        return found.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing((Fault fault) -> fault.code() != FaultCode.LAW_BROKEN))
                .toList();
    }

    private Supplier<List<Fault>> suited(Supplier<List<Fault>> piece, Size size) {
        return () -> {
            Plans.suit(jdbc, size.planned());
            return piece.get();
        };
    }

    private static Supplier<List<Fault>> doing(Runnable work) {
        return () -> {
            work.run();
            return List.of();
        };
    }

    /** For the runs to come; the blocks that this run has filled are read whole until then. */
    private void summarise() {
        jdbc.sql("select from summarise_settlements()").query().listOfRows();
    }

    private List<Fault> violations(Law law, long run, Size size) {
        return jdbc.sql(law.firstViolations())
                .param("run", run)
                .param("journal", size.journalId())
                .query((row, number) -> row.getMetaData().getColumnCount() == 1
                        ? Fault.of(
                                FaultCode.LAW_BROKEN,
                                "run " + run + " breaks the law that " + law.title() + "; "
                                        + row.getString("violation"),
                                law.mend())
                        : WayOut.of(
                                new Fault(
                                        FaultCode.valueOf(row.getString("code")),
                                        row.getString("violation"),
                                        row.getString("remedy"),
                                        size.journal(),
                                        row.getString("transaction_id")),
                                run))
                .list();
    }

    private static List<Law> read() {
        try {
            return Arrays.stream(
                            new PathMatchingResourcePatternResolver().getResources("classpath*:db/invariants/*.sql"))
                    .sorted(Comparator.comparing(file -> Objects.requireNonNull(file.getFilename())))
                    .map(Verification::law)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Law law(Resource file) {
        try {
            String sql = file.getContentAsString(StandardCharsets.UTF_8);
            return new Law(header(sql, "-- Law: ", file), header(sql, "-- Mend: ", file), sql);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String header(String sql, String prefix, Resource file) {
        return sql.lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(file.getFilename() + " has no line that begins with " + prefix));
    }
}
