package org.periodclose.intake;

import java.util.List;

/** What an import did, file by file, in the order of import. */
public record ImportReport(List<FileReport> files) {
    public ImportReport {
        files = List.copyOf(files);
    }

    /**
     * What became of the rows of one file.
     *
     * @param rows rows read: inserted + updated + unchanged
     */
    public record FileReport(String file, long rows, long inserted, long updated) {
        /** Rows that were in the database already, with the same values. */
        public long unchanged() {
            return rows - inserted - updated;
        }
    }
}
