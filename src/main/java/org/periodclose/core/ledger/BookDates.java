package org.periodclose.core.ledger;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The valid days. Other programs write days far outside this range where they have no date. */
public final class BookDates {
    public static final int FIRST_YEAR = 1980;
    public static final int LAST_YEAR = 2100;
    /** The valid days, for a remedy. */
    public static final String RANGE = FIRST_YEAR + "-01-01 to " + LAST_YEAR + "-12-31";

    /** Days that programs write for "no date" or "no end", with the programs. */
    private static final Map<String, String> STAND_INS = Map.ofEntries(
            Map.entry("0000-00-00", "MySQL and SAP write it where there is no date"),
            Map.entry("0001-01-01", "Microsoft .NET and Db2 write it where there is no date"),
            Map.entry("1601-01-01", "Microsoft Windows writes it where there is no date"),
            Map.entry("1753-01-01", "Microsoft SQL Server and Dynamics NAV write it where there is no date"),
            Map.entry("1858-11-17", "OpenVMS writes it where there is no date"),
            Map.entry("1899-12-30", "spreadsheets and OLE write it where there is no date"),
            Map.entry("1899-12-31", "spreadsheets write it where there is no date"),
            Map.entry("1900-01-01", "Microsoft Dynamics AX and SQL Server write it where there is no date"),
            Map.entry("1904-01-01", "spreadsheets of the Macintosh write it where there is no date"),
            Map.entry("1969-12-31", "Unix programs west of Greenwich write it where there is no date"),
            Map.entry("1970-01-01", "Unix programs write it where there is no date"),
            Map.entry("2154-12-31", "Microsoft Dynamics AX writes it where there is no end"),
            Map.entry("2999-12-31", "many programs write it where there is no end"),
            Map.entry("3000-12-31", "many programs write it where there is no end"),
            Map.entry("4712-12-31", "Oracle writes it where there is no end"),
            Map.entry("9999-12-31", "SAP and many other programs write it where there is no end"));

    private BookDates() {}

    public static boolean contains(int year) {
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }

    /** Why a day is not valid, such as {@code is before 1980-01-01}; null if it is valid. */
    public static @Nullable String wrongWith(LocalDate day) {
        return contains(day.getYear()) ? null : wrongWith(day.getYear(), day.toString());
    }

    /** The same for the text of a day in a year that {@link #contains} refuses. */
    public static String wrongWith(int year, String written) {
        String owner = ownerOf(written);
        return (year < FIRST_YEAR ? "is before " + FIRST_YEAR + "-01-01" : "is after " + LAST_YEAR + "-12-31")
                + (owner == null ? "" : "; " + owner);
    }

    /** The program that writes this day for "no date", such as {@code Unix programs write it where there is no date}; null if none is known. */
    public static @Nullable String ownerOf(String written) {
        return STAND_INS.get(written);
    }
}
