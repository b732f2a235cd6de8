package org.periodclose.intake;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.periodclose.core.fault.Text;

/**
 * The names of the refused rows of each file, as far as they can be read. A row that refers to one of them is not refused: the fault is in
 * the other row and is reported there.
 */
final class RefusedNames {
    /** With more refused rows than this, no reference to the file is refused. */
    private static final int MOST = 100_000;

    private final Map<String, Set<String>> names = new HashMap<>();
    private final Set<String> unknown = new HashSet<>();

    /** Some rows of the file were not read. */
    void addAllOf(ImportFile file) {
        unknown.add(file.name());
    }

    /** Adds the name, and the names that it becomes when its invisible characters are removed or replaced by plain spaces. */
    void add(ImportFile file, String name) {
        Set<String> ofFile = names.computeIfAbsent(file.name(), key -> new HashSet<>());
        ofFile.add(name);
        if (Text.firstUnseen(name) >= 0) {
            ofFile.add(Text.replaceUnseen(name, ""));
            ofFile.add(Text.replaceUnseen(name, " "));
        }
        if (ofFile.size() > MOST) {
            addAllOf(file);
            ofFile.clear();
        }
    }

    /** Adds the pieces of a record that cannot be divided into fields: each piece may be a name, and so may two pieces with their comma. */
    void addPieces(ImportFile file, CsvRow row) {
        String before = "";
        for (String piece : String.join(",", row.fields()).split("[,\"\r\n]", -1)) {
            add(file, Text.trim(piece));
            add(file, Text.trim(before + "," + piece));
            before = piece;
        }
    }

    /** Whether some rows of the file were not read, so that their names are unknown. */
    boolean isUnknown(ImportFile file) {
        return unknown.contains(file.name());
    }

    boolean contains(ImportFile file, String name) {
        return isUnknown(file) || names.getOrDefault(file.name(), Set.of()).contains(name);
    }
}
