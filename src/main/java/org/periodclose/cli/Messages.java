package org.periodclose.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Text;

/** What is wrong, for a person, on standard error. */
final class Messages {
    private static final int SHOWN = 50;
    /** FILE:LINE: COLUMN, where a fault of an import stands; the import has its own limit. */
    private static final Pattern PLACE = Pattern.compile("[a-z_]+[.]csv:[0-9]+: ");

    private Messages() {}

    static void refused(Console console, List<Fault> faults) {
        list(console.err(), faults, "");
    }

    static void notPosted(Console console, PostReport report) {
        report.unseen().forEach(run -> console.err()
                .println("Run " + run
                        + " is posted, but its details cannot be read now: look at it later with `period-close runs`"));
        report.stopped().ifPresent(stopped -> console.err()
                .println(subject(stopped.journal(), stopped.cancels(), stopped.company())
                        + " stopped at a checkpoint: run the same command again to continue"));
        for (PostReport.Entry.NotPosted entry : report.notPosted()) {
            int faults = entry.faults().size();
            console.err()
                    .println(subject(entry.journal(), entry.cancels(), entry.company())
                            + (entry.cancels() == null ? " was not posted" : " was not done")
                            + (faults == 1 ? ":" : ": " + Amounts.grouped(faults) + " faults"));
            list(console.err(), entry.faults(), "  ");
        }
    }

    static String voucher(@Nullable String voucher) {
        return voucher == null ? "no voucher" : "voucher " + Text.quoted(voucher);
    }

    static String noLines(String journal) {
        return "Journal " + Text.quoted(journal) + " has no lines: there is nothing to do.";
    }

    private static String subject(String journal, @Nullable Long cancels, String company) {
        return (cancels == null ? "Journal " + Text.quoted(journal) : "The cancellation of run " + cancels)
                + " of company " + Text.quoted(company);
    }

    private static void list(PrintStream err, List<Fault> faults, String indent) {
        boolean ofAFile = faults.stream().anyMatch(Messages::hasPlace);
        long shown = ofAFile ? faults.size() : SHOWN;
        faults.stream().limit(shown).forEach(fault -> err.println(indent + line(fault)));
        if (faults.size() > shown) {
            err.println(indent + "and " + Amounts.grouped(faults.size() - shown)
                    + " more: run the same command with --output json to see all");
        }
    }

    private static String line(Fault fault) {
        return hasPlace(fault) ? fault.message() + ": " + fault.remedy() + " [" + fault.code() + "]" : fault.toString();
    }

    private static boolean hasPlace(Fault fault) {
        return PLACE.matcher(fault.message()).lookingAt();
    }
}
