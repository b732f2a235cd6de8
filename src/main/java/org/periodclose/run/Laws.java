package org.periodclose.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.ledger.RunType;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The laws of {@code db/invariants}, each of which must return no row for a run; reads only. */
public final class Laws {
    private static final int REPORTED_VIOLATIONS = 10;

    /** In the head of a law that holds whatever the run does. */
    private static final String EVERY_KIND = "every kind";

    /** In the head of a law that joins what a run has just filled. */
    private static final String JOINS_WHOLE = "-- Joins: whole tables";

    /** In the head of a law, as its scope. */
    private static final Map<String, Boolean> BY_RANGE = Map.of("item range", true, "run", false);

    /**     * The run that is checked.
     *
     * @param type name of a {@link RunType}, or any other text if it was altered, which a verification finds
     * @param journal name of its journal; null: it has none, or it was deleted, which a verification finds
     */
    public record Checked(
            String type, @Nullable Long journalId, @Nullable String journal, long planned) {}

    /**
     * A law.
     *
     * @param kinds names of the kinds of run that it holds for; empty: it holds for every kind
     * @param byRange whether it is asked for a range of the run, so that ranges can be asked side by side; else for the run as a whole
     * @param joinsWhole whether it joins tables as a whole, whatever the statistics say: those of tables that a run has just filled are missing where
     *     the user may not analyze them
     * @param sql must return no row; it has the parameters :run and, so that PostgreSQL plans for its size, :journal; by range also
     *     :afterItem, :afterTransaction, :lastItem and :lastTransaction. A law that a permitted change can break while a run is interrupted
     *     reports each such violation with its code, a remedy and a transaction: the run is refused, it does not fail
     */
    public record Law(String title, String remedy, Set<String> kinds, boolean byRange, boolean joinsWhole, String sql) {
        /** The first rows, found as fast as all of them: a limit on the law itself would make it look row by row. */
        String firstViolations() {
            return "with violation as materialized (\n" + sql + "\n) select * from violation limit "
                    + REPORTED_VIOLATIONS;
        }
    }

    private final JdbcClient jdbc;
    private final List<Law> laws;

    public Laws(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.laws = read();
    }

    /** The first rows that break each law, with code LAW_BROKEN; reads only, in the caller's transaction. */
    public List<Fault> violations(long run) {
        Checked checked = checked(run);
        QueryPlans.suit(jdbc, checked.planned());
        return of(checked.type()).stream()
                .flatMap(law -> violations(law, run, KeyRange.ALL, checked).stream())
                .toList();
    }

    /** The laws of a kind of run. */
    public List<Law> of(String kind) {
        return laws.stream()
                .filter(law -> law.kinds().isEmpty() || law.kinds().contains(kind))
                .toList();
    }

    Checked checked(long run) {
        return jdbc.sql("""
                        select r.type, r.journal_id, j.journal, r.planned
                          from posting_run r
                          left join adjustment_journal j on j.id = r.journal_id
                         where r.id = :run
                        """).param("run", run).query(Checked.class).single();
    }

    /** The first rows of a range that break a law. */
    List<Fault> violations(Law law, long run, KeyRange range, Checked checked) {
        if (!law.joinsWhole()) {
            return ask(law, run, range, checked);
        }
        jdbc.sql("set local enable_nestloop = off").update();
        List<Fault> found = ask(law, run, range, checked);
        jdbc.sql("set local enable_nestloop = on").update();
        return found;
    }

    private List<Fault> ask(Law law, long run, KeyRange range, Checked checked) {
        return jdbc.sql(law.firstViolations())
                .param("run", run)
                .param("journal", checked.journalId())
                .param("afterItem", range.after().item())
                .param("afterTransaction", range.after().transaction())
                .param("lastItem", range.last().item())
                .param("lastTransaction", range.last().transaction())
                .query((row, number) -> row.getMetaData().getColumnCount() == 1 || row.getString("code") == null
                        ? Fault.of(
                                FaultCode.LAW_BROKEN,
                                "run " + run + " breaks the law that " + law.title() + "; "
                                        + row.getString("violation"),
                                law.remedy())
                        : WayOut.of(
                                new Fault(
                                        FaultCode.valueOf(row.getString("code")),
                                        row.getString("violation"),
                                        row.getString("remedy"),
                                        checked.journal(),
                                        row.getString("transaction_id")),
                                run))
                .list();
    }

    /** Not more violations of a law than are reported, wherever they were found. */
    static List<Fault> first(List<Fault> violations) {
        return violations.subList(0, Math.min(violations.size(), REPORTED_VIOLATIONS));
    }

    private static List<Law> read() {
        try {
            return Arrays.stream(
                            new PathMatchingResourcePatternResolver().getResources("classpath*:db/invariants/*.sql"))
                    .sorted(Comparator.comparing(file -> Objects.requireNonNull(file.getFilename())))
                    .map(Laws::law)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Law law(Resource file) {
        try {
            String sql = file.getContentAsString(StandardCharsets.UTF_8);
            return new Law(
                    header(sql, "-- Law: ", file),
                    header(sql, "-- Remedy: ", file),
                    kinds(header(sql, "-- Kinds: ", file)),
                    Objects.requireNonNull(
                            BY_RANGE.get(header(sql, "-- Scope: ", file)),
                            () -> file.getFilename() + " says another scope than " + BY_RANGE.keySet()),
                    sql.contains(JOINS_WHOLE),
                    sql);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> kinds(String header) {
        return header.equals(EVERY_KIND)
                ? Set.of()
                : Arrays.stream(header.split(", ", -1))
                        .map(kind -> RunType.valueOf(kind).name())
                        .collect(Collectors.toSet());
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
