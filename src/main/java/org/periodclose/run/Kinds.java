package org.periodclose.run;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.periodclose.core.ledger.RunType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The kinds of run that this program knows. */
final class Kinds {
    private final Map<RunType, Kind> kinds = new EnumMap<>(RunType.class);

    Kinds(List<Kind> kinds) {
        kinds.forEach(kind -> this.kinds.put(kind.type(), kind));
    }

    /**
     * The work of a run that exists.
     *
     * @throws IllegalStateException if a newer version of the program has made it
     */
    Work of(long run, JdbcClient jdbc) {
        String type = jdbc.sql("select type from posting_run where id = :run")
                .param("run", run)
                .query(String.class)
                .single();
        Kind kind = kinds.get(RunType.valueOf(type));
        if (kind == null) {
            throw new IllegalStateException(
                    "run " + run + " is of type " + type + ", which this version of the program does not know");
        }
        return kind.of(run, jdbc);
    }
}
