package org.periodclose.intake;

import java.util.List;

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
     * @param removed rows of the database that the file no longer has, and that were removed for it
     * @param warnings what was accepted, but will be in the way later
     */
    public record FileReport(String file, long rows, long inserted, long updated, long removed, long warnings) {
        /** Rows that were in the database already, with the same values. */
        public long unchanged() {
            return rows - inserted - updated;
        }
    }
}
