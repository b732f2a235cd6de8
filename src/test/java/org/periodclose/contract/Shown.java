package org.periodclose.contract;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A voucher line as it was shown to the user, read back from any form of output. */
record Shown(
        int line,
        String debitAccount,
        String creditAccount,
        BigDecimal amount,
        boolean storno,
        @Nullable String itemGroup,
        @Nullable String itemNumber,
        long settlements) {
    static final String CSV_HEADER =
            "line,debit_account,credit_account,amount,storno,item_group,item_number,settlements";

    static List<Shown> json(JsonNode voucher) {
        List<Shown> lines = new ArrayList<>();
        for (JsonNode line : voucher.get("voucherLines")) {
            if (!line.get("amount").isString()) {
                throw new AssertionError("an amount is a string in JSON: " + line);
            }
            lines.add(new Shown(
                    line.get("line").asInt(),
                    line.get("debitAccount").asString(),
                    line.get("creditAccount").asString(),
                    new BigDecimal(line.get("amount").asString()),
                    line.get("storno").asBoolean(),
                    line.get("itemGroup").isNull()
                            ? null
                            : line.get("itemGroup").asString(),
                    line.get("itemNumber").isNull()
                            ? null
                            : line.get("itemNumber").asString(),
                    line.get("settlements").asLong()));
        }
        return lines;
    }

    static List<Shown> csv(String text) {
        List<Shown> lines = new ArrayList<>();
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(text)) {
            for (CsvRecord row : csv) {
                if (lines.isEmpty() && row.getStartingLineNumber() == 1) {
                    if (!String.join(",", row.getFields()).equals(CSV_HEADER)) {
                        throw new AssertionError("not the columns of the contract: " + row.getFields());
                    }
                } else {
                    lines.add(new Shown(
                            Integer.parseInt(row.getField(0)),
                            row.getField(1),
                            row.getField(2),
                            new BigDecimal(row.getField(3)),
                            Boolean.parseBoolean(row.getField(4)),
                            row.getField(5).isEmpty() ? null : row.getField(5),
                            row.getField(6).isEmpty() ? null : row.getField(6),
                            Long.parseLong(row.getField(7))));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    /** The row of a table that shows this line: its cells in order, two spaces or more between them, figures grouped. */
    Pattern tableRow() {
        StringBuilder row = new StringBuilder("(?m)^\\s*" + line + "\\s\\s+");
        for (String cell : new String[] {itemGroup, itemNumber}) {
            row.append(cell == null ? "" : Pattern.quote(cell) + "\\s\\s+");
        }
        row.append(Pattern.quote(debitAccount)).append("(\\s.*)?\\s\\s+");
        row.append(Pattern.quote(creditAccount)).append("(\\s.*)?\\s\\s+");
        row.append(Pattern.quote(grouped(amount)))
                .append(storno ? "\\s+\\S*[Ss]torno\\S*" : "")
                .append("\\s+");
        return Pattern.compile(row + grouped(BigDecimal.valueOf(settlements)) + "\\s*$");
    }

    static String grouped(BigDecimal amount) {
        return String.format(Locale.ROOT, "%,." + amount.scale() + "f", amount);
    }

    static BigDecimal sum(List<Shown> lines) {
        return lines.stream().map(Shown::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
