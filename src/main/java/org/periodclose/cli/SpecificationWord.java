package org.periodclose.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.periodclose.core.ledger.Specification;

/** The specification as users write it: item-group for ITEM_GROUP. */
final class SpecificationWord {
    private SpecificationWord() {}

    private static List<String> words() {
        return Arrays.stream(Specification.values()).map(Values::word).toList();
    }

    /** For help and completion. */
    static final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return words().iterator();
        }
    }
}
