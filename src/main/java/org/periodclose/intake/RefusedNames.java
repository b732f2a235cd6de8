package org.periodclose.intake;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.periodclose.core.fault.Text;

/**
 * What the refused rows of each file may be called, as far as that can be read. Who refers to one of them is not blamed: the cause is in
 * the other row, and is refused there.
 */
final class RefusedNames {
    /** With more than this a file says too little of its own rows: nobody is blamed for referring to it. */
    private static final int MOST = 100_000;

    private final Map<String, Set<String>> names = new HashMap<>();
    private final Set<String> unknown = new HashSet<>();

    /** Rows of the file were not read at all. */
    void addAllOf(ImportFile file) {
        unknown.add(file.name());
    }

    /** Also as it will be called when the characters in it that cannot be seen are removed, or are plain spaces. */
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

    /** Of a record that cannot be divided into fields: every piece of it may be a name, and so may two pieces with their comma. */
    void addPieces(ImportFile file, CsvRow row) {
        String before = "";
        for (String piece : String.join(",", row.fields()).split("[,\"\r\n]", -1)) {
            add(file, Text.trim(piece));
            add(file, Text.trim(before + "," + piece));
            before = piece;
        }
    }

    /** Whether some rows of the file were not read, so that it is not known what they are called. */
    boolean isUnknown(ImportFile file) {
        return unknown.contains(file.name());
    }

    boolean contains(ImportFile file, String name) {
        return isUnknown(file) || names.getOrDefault(file.name(), Set.of()).contains(name);
    }
}
