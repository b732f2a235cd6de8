package org.periodclose;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The program on a database: as the jar in a process of its own, or in the process of the test. */
public interface Commands {
    Ended run(List<String> arguments);

    default Ended run(String... arguments) {
        return run(List.of(arguments));
    }

    /** A whole line, words between single spaces. */
    default Ended line(String line) {
        return run(Arrays.asList(line.split(" ", -1)));
    }

    default List<Ended> runAll(List<List<String>> commands) {
        return commands.stream().map(this::run).toList();
    }

    /** The environment of a command that works on this database as the user postgres. */
    static Map<String, String> environment(String url) {
        return Map.of(
                "SPRING_DATASOURCE_URL", url,
                "SPRING_DATASOURCE_USERNAME", "postgres",
                "SPRING_DATASOURCE_PASSWORD", "postgres");
    }

    static Map<String, String> with(Map<String, String> environment, String name, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(name, value);
        return more;
    }
}
