package org.periodclose.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.periodclose.ledger.Specification;
import picocli.CommandLine.TypeConversionException;

/** The specification as users write it: item-group for ITEM_GROUP; capitals and underscores are taken, too. */
final class SpecificationWord {
    private SpecificationWord() {}

    static Specification parse(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(Specification.values())
                .filter(specification -> specification.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "'" + text + "' is no specification: give one of " + String.join(", ", words())));
    }

    private static List<String> words() {
        return Arrays.stream(Specification.values())
                .map(specification ->
                        specification.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    /** For help and completion. */
    static final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return words().iterator();
        }
    }
}
