package org.periodclose.intake;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What an import did, file by file, in the order of import.
 *
 * @param messages what the user should know: the first lines that were removed, accounts that are not there
 */
public record ImportReport(List<FileReport> files, List<String> messages) {
    public ImportReport {
        files = List.copyOf(files);
        messages = List.copyOf(messages);
    }

    /**
     * What became of the rows of one file.
     *
     * @param rows rows read: inserted + updated + unchanged
     * @param trimmed fields that had blanks around their value, which were taken off
     * @param skipped lines with nothing in them
     * @param removed rows of the database that the file no longer has, and that were removed for it
     * @param warnings what was accepted, but will be in the way later
     * @param late rows that came after a close of their day and take part as of the first open day
     */
    public record FileReport(
            String file,
            long rows,
            long inserted,
            long updated,
            long trimmed,
            long skipped,
            long removed,
            long warnings,
            long late) {
        /** Rows that were in the database already, with the same values. */
        public long unchanged() {
            return rows - inserted - updated;
        }

        /** What was not taken as it stood in the file, for a person; nothing if all was. */
        private Stream<String> remarks() {
            return Stream.of(
                            remark(
                                    trimmed,
                                    "field with blanks around it was trimmed",
                                    "fields with blanks around them were trimmed"),
                            remark(
                                    skipped,
                                    "line with nothing in it was skipped",
                                    "lines with nothing in them were skipped"),
                            remark(
                                    late,
                                    "row came after the close of its day and takes part as of the first open day",
                                    "rows came after the close of their day and take part as of the first open day"))
                    .filter(remark -> !remark.isEmpty());
        }

        private String remark(long count, String one, String many) {
            return count == 0 ? "" : String.format(Locale.ROOT, "%s: %,d %s", file, count, count == 1 ? one : many);
        }
    }

    /** What was not taken as it stood in the files, one line each, for a person. */
    public List<String> remarks() {
        return files.stream().flatMap(FileReport::remarks).toList();
    }
}
