package org.periodclose.intake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Text;

/**
 * The names in a directory that are not names of import files.
 *
 * @param misnamed one fault for each that is nearly the name of an import file
 * @param others other files
 */
record FileNames(List<Fault> misnamed, List<String> others) {
    /**
     * Sorts the names of a directory into these two groups.
     *
     * @param found names of files, and those of directories with a slash at the end
     */
    static FileNames of(Collection<String> found, Collection<String> known) {
        Map<String, String> stems = new LinkedHashMap<>();
        known.forEach(name -> stems.put(stem(name), name));
        List<Fault> misnamed = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String name : found) {
            String plain = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
            if (known.contains(plain)) {
                continue;
            }
            String nearest = Nearest.of(stem(plain), stems.keySet());
            if (nearest != null) {
                misnamed.add(misnamed(name, stems.getOrDefault(nearest, nearest)));
            } else if (!name.endsWith("/")) {
                others.add(name);
            }
        }
        return new FileNames(List.copyOf(misnamed), List.copyOf(others));
    }

    private static Fault misnamed(String name, String meant) {
        return Fault.of(
                FaultCode.MISNAMED_FILE,
                Text.quoted(name) + " is not the name of an import file; did you mean " + meant + "?",
                "rename it to " + meant + ", or remove it from the directory");
    }

    /** The name up to its first point. */
    private static String stem(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
