package org.periodclose.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.money.AmountText;
import org.periodclose.core.money.AmountText.Language;

/**
 * A file of amounts that somebody has filled in: transaction_id and amount, and amount_before if it has that; the other columns of the template
 * may stand beside them and are not read. CSV, or a sheet of a workbook (xlsx), found out by what is in it.
 */
public final class AmountsFile {
    /** More is not read. */
    public static final long MOST_ROWS = 1_000_000;

    /** More is not read. */
    public static final long MOST_BYTES = 64L << 20;

    static final String TRANSACTION_ID = "transaction_id";
    private static final String AMOUNT = "amount";
    private static final String BEFORE = "amount_before";
    private static final String COMPUTED = "=+-@\uff1d\uff0b\uff0d\uff20";

    private final String name;
    private final @Nullable Language language;
    private final String currency;
    private final Amounts amounts;
    private final Refusals refusals;

    /** Takes the lines that have an amount, without those whose amount is that of before. */
    public interface Amounts {
        /**
         * A line.
         *
         * @param compared the file says what each receipt had when it was made
         * @param before what this one had then; null: nothing, or it is not compared
         */
        void amount(long line, String transactionId, BigDecimal amount, boolean compared, @Nullable BigDecimal before);
    }

    /** Takes what is refused, by line and column. */
    public interface Refusals {
        void refuse(long line, String column, FaultCode code, String what, String remedy);
    }

    /**
     * A reading of a file.
     *
     * @param name what messages call the file
     * @param language decides what a single comma before three digits means; null: such an amount is refused
     */
    public AmountsFile(String name, @Nullable Language language, String currency, Amounts amounts, Refusals refusals) {
        this.name = name;
        this.language = language;
        this.currency = currency;
        this.amounts = amounts;
        this.refusals = refusals;
    }

    /**
     * Reads every line; a line without an amount, or with that of before, is passed over.
     *
     * @throws Refused if it is no such file, or too large
     */
    public void read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw tooLarge("has more than " + (MOST_BYTES >> 20) + " MB");
            }
            switch (kind(file)) {
                case XLSX -> readWorkbook(file);
                case OLD_EXCEL ->
                    throw new Refused(
                            FaultCode.BAD_FILE,
                            name + " is a file of an old Excel (xls)",
                            "save it as xlsx or as CSV, then upload it again");
                case CSV -> readCsv(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private enum Kind {
        CSV,
        XLSX,
        OLD_EXCEL
    }

    private static Kind kind(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(4);
        }
        if (head.length == 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4) {
            return Kind.XLSX;
        }
        boolean ole = head.length == 4
                && head[0] == (byte) 0xD0
                && head[1] == (byte) 0xCF
                && head[2] == 0x11
                && head[3] == (byte) 0xE0;
        return ole ? Kind.OLD_EXCEL : Kind.CSV;
    }

    private void readWorkbook(Path file) throws IOException {
        Path csv = Files.createTempFile("amounts", ".csv");
        try {
            new Workbook(file, name).writeTo(csv);
            readCsv(csv);
        } finally {
            Files.delete(csv);
        }
    }

    private void readCsv(Path csv) {
        FaultLog faults = new FaultLog() {
            @Override
            void add(long line, String column, FaultCode code, String what, String remedy) {
                refusals.refuse(line, column, code, what, remedy);
            }
        };
        try {
            new Staging(new Layout(name), faults, new RefusedNames())
                    .read(ImportSource.file(csv), () -> new Lines(faults));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Refused tooLarge(String what) {
        return new Refused(FaultCode.FILE_TOO_LARGE, name + " " + what, "upload it in parts");
    }

    private static final class Layout extends ImportFile {
        Layout(String name) {
            super(
                    name,
                    AMOUNT,
                    Target.setUp("", ""),
                    Stream.concat(
                                    Stream.of(
                                            Column.key(TRANSACTION_ID, Format.CODE),
                                            Column.optional(AMOUNT, Format.NAME),
                                            Column.later(BEFORE, Format.NAME, "")),
                                    // Those of the template, for the people who fill it in.
                                    Stream.of(
                                                    "financial_date",
                                                    "item_number",
                                                    "item_group",
                                                    "site",
                                                    "warehouse",
                                                    "batch_number",
                                                    "serial_number",
                                                    "quantity",
                                                    "value",
                                                    "earlier",
                                                    "note")
                                            .map(column -> Column.later(column, Format.NAME, null)))
                            .toList());
        }
    }

    /** Takes the fields of each row: line, whether it is sound, transaction id, amount, amount before (null: the file has no such column). */
    private final class Lines implements RowSink {
        private final FaultLog faults;
        private final List<@Nullable String> row = new ArrayList<>();
        private long rows;

        Lines(FaultLog faults) {
            this.faults = faults;
        }

        @Override
        public void value(@Nullable String value) {
            row.add(value);
        }

        @Override
        public void endRow() {
            if (++rows > MOST_ROWS) {
                throw tooLarge(String.format(Locale.ROOT, "has more than %,d rows", MOST_ROWS));
            }
            String transaction = row.get(2);
            String amount = row.get(3);
            if ("t".equals(row.get(1)) && transaction != null && amount != null) {
                take(Long.parseLong(String.valueOf(row.get(0))), unprotected(transaction), amount, row.get(4));
            }
            row.clear();
        }

        /** The apostrophe that a CSV file has before a text, so that no spreadsheet computes it, is not part of the text. */
        private String unprotected(String text) {
            return text.length() > 1 && text.charAt(0) == '\'' && COMPUTED.indexOf(text.charAt(1)) >= 0
                    ? text.substring(1)
                    : text;
        }

        private void take(long line, String transaction, String text, @Nullable String textBefore) {
            BigDecimal amount = parsed(line, AMOUNT, text);
            BigDecimal before = textBefore == null || textBefore.isEmpty() ? null : parsed(line, BEFORE, textBefore);
            if (amount == null || (before == null && textBefore != null && !textBefore.isEmpty())) {
                return;
            }
            if (amount.signum() == 0) {
                faults.add(line, AMOUNT, FaultCode.BAD_VALUE, "the amount is zero", "leave it empty");
            } else if (before == null || amount.compareTo(before) != 0) {
                amounts.amount(line, transaction, amount, textBefore != null, before);
            }
        }

        /** Null: it is refused. */
        private @Nullable BigDecimal parsed(long line, String column, String text) {
            try {
                return AmountText.parse(text, language, currency);
            } catch (Refused refused) {
                faults.add(
                        line,
                        column,
                        refused.first().code(),
                        refused.first().message(),
                        refused.first().remedy());
                return null;
            }
        }

        @Override
        public void finish() {}

        @Override
        public void close() {}
    }
}
