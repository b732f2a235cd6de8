package org.periodclose.report;

import java.util.List;

/**
 * What a report says, whatever file it becomes.
 *
 * @param kind what sort of report it is, in a word or two
 * @param figures the few numbers that a reader looks for first
 * @param facts what it is about, who made it and when
 * @param tables in reading order; what a page cannot hold of them, a sheet does
 * @param main the one of them that a CSV file has
 * @param proofs checksums and hashes
 */
public record Report(
        String kind,
        String title,
        String subtitle,
        List<Figure> figures,
        List<Fact> facts,
        List<Table> tables,
        Table main,
        List<Fact> proofs) {
    public Report {
        figures = List.copyOf(figures);
        facts = List.copyOf(facts);
        tables = List.copyOf(tables);
        proofs = List.copyOf(proofs);
    }

    /** A number that stands large at the head. */
    public record Figure(String name, String value, boolean storno) {}

    /** A name and a value. */
    public record Fact(String name, String value) {}
}
