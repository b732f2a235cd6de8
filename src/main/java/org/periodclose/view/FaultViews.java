package org.periodclose.view;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.periodclose.core.fault.Fault;
import org.periodclose.view.Cell.Said;
import org.periodclose.view.Table.Kind;

/** What is wrong: the lines that a run left out, and why a command was refused. */
public final class FaultViews {
    static final Fields<Fault> FAULT = new Fields<Fault>()
            .text("journal", "Journal", Fault::journal)
            .code("transactionId", "Transaction", Fault::transactionId)
            .code("code", "Code", Fault::code)
            .text("message", "What is wrong", fault -> Said.english(fault.message()))
            .text("remedy", "What to do", fault -> Said.english(fault.remedy()));

    /** The first fault, and then all of them. */
    static final Fields<List<Fault>> ERROR = new Fields<List<Fault>>()
            .part("error", FAULT.only("code", "message", "remedy"), faults -> faults.get(0))
            .parts("exceptions", FAULT, faults -> faults::forEach);

    private static final int SHOWN = 50;
    /** FILE:LINE: COLUMN, where a fault of an import stands; the import has its own limit. */
    private static final Pattern PLACE = Pattern.compile("[a-z_]+[.]csv:[0-9]+: ");

    private FaultViews() {}

    public static View<?> exceptions(long run, List<Fault> faults) {
        Fields<List<Fault>> fields = new Fields<List<Fault>>()
                .json("run", list -> Cell.number(run))
                .parts("exceptions", FAULT, list -> list::forEach);
        return View.of(fields, faults, page -> {
                    if (faults.isEmpty()) {
                        page.note(Said.of("Run {0} left no line out.", Cell.number(run)));
                    } else {
                        page.table(asked("journal", "transactionId", "code").table(faults));
                    }
                })
                .has(FAULT, faults::forEach);
    }

    /** The fields of these keys, and then message and remedy in one. */
    static Fields<Fault> asked(String... keys) {
        return FAULT.only(keys)
                .shown(
                        "What is wrong, and what to do",
                        Kind.TEXT,
                        fault -> Said.english(fault.message() + ": " + fault.remedy()));
    }

    /** Why a command did not do what it was asked for; faults are never empty. */
    public static View<?> refused(List<Fault> faults) {
        return View.of(ERROR, faults, page -> {}).hasNoRecords().says(lines(faults, ""));
    }

    static List<String> lines(List<Fault> faults, String indent) {
        boolean ofAFile = faults.stream().anyMatch(FaultViews::hasPlace);
        List<String> lines = new ArrayList<>();
        faults.stream()
                .limit(ofAFile ? faults.size() : SHOWN)
                .map(fault -> indent + line(fault))
                .forEach(lines::add);
        if (faults.size() > lines.size()) {
            lines.add(indent + "and " + Amounts.grouped(faults.size() - lines.size())
                    + " more: run the same command with --output json to see all");
        }
        return lines;
    }

    private static String line(Fault fault) {
        return hasPlace(fault) ? fault.message() + ": " + fault.remedy() + " [" + fault.code() + "]" : fault.toString();
    }

    private static boolean hasPlace(Fault fault) {
        return PLACE.matcher(fault.message()).lookingAt();
    }
}
