package org.periodclose.cli;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.periodclose.core.inventory.Grouping;

/** What the rows of a report are kept apart by, in the order in which it is given. */
record GroupedBy(Set<Grouping> words) {
    GroupedBy {
        words = Collections.unmodifiableSet(new LinkedHashSet<>(words));
    }

    static GroupedBy of(Grouping... words) {
        return new GroupedBy(new LinkedHashSet<>(List.of(words)));
    }
}
