package org.periodclose.view;

import java.util.List;
import java.util.Locale;
import org.periodclose.core.fault.Fault;
import org.periodclose.view.Cell.Said;

/**
 * What a report says, whatever file it becomes.
 *
 * @param kind what sort of report it is, in a word or two
 * @param figures the few numbers that a reader looks for first
 * @param facts what it is about, who made it and when
 * @param tables in reading order; what a page cannot hold of them, a sheet does
 * @param main the one of them that a CSV file has
 * @param proofs checksums and hashes
 * @param faults differences that nothing explains; empty: it adds up, or nothing was held against each other
 */
public record Report(
        String kind,
        String title,
        String subtitle,
        List<Figure> figures,
        List<Fact> facts,
        List<Table> tables,
        Table main,
        List<Fact> proofs,
        List<Fault> faults) {
    public Report {
        figures = List.copyOf(figures);
        facts = List.copyOf(facts);
        tables = List.copyOf(tables);
        proofs = List.copyOf(proofs);
        faults = List.copyOf(faults);
    }

    /** A number that stands large at the head. */
    public record Figure(String name, String value, boolean storno) {
        static Figure of(String name, Object value, boolean storno) {
            return new Figure(name, Cell.of(value).onPage(), storno);
        }
    }

    /** A name and a value. */
    public record Fact(String name, Said value) {
        Fact(String name, String value) {
            this(name, Said.data(value));
        }
    }

    /** A word of ours as a page has it: Item group. */
    static Said words(Enum<?> value) {
        String words = value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Said.word(value, Character.toUpperCase(words.charAt(0)) + words.substring(1));
    }
}
