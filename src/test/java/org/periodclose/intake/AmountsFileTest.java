package org.periodclose.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.money.AmountText.Language;
import org.periodclose.core.settlement.ReceiptRow;
import org.periodclose.view.AmountsTemplate;
import org.periodclose.view.Rows;

/** Files that people have filled in, read without a database. */
class AmountsFileTest {
    @TempDir
    Path directory;

    /** What a file says, line by line: {@code 2 T1 5.00}, or {@code 3 amount BAD_VALUE …}; dollars. */
    private List<String> read(Path file, @Nullable Language language) {
        List<String> found = new ArrayList<>();
        new AmountsFile(
                        "amounts",
                        language,
                        "USD",
                        (line, transaction, amount, compared, before) ->
                                found.add(line + " " + transaction + " " + amount + (compared ? " was " + before : "")),
                        (line, column, code, what, remedy) ->
                                found.add(line + " " + column + " " + code + "  " + what + ": " + remedy))
                .read(file);
        return found;
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("file"), content);
    }

    private interface Filling {
        void fill(Worksheet sheet);
    }

    private Path sheet(Filling filling) throws IOException {
        Path file = directory.resolve("book");
        try (OutputStream out = Files.newOutputStream(file);
                org.dhatim.fastexcel.Workbook book = new org.dhatim.fastexcel.Workbook(out, "Test", null)) {
            book.newWorksheet("About").value(0, 0, "Fill in the other sheet");
            filling.fill(book.newWorksheet("Amounts"));
        }
        return file;
    }

    /** What a spreadsheet does not write: few bytes that stand for many. */
    private Path crafted(String text, int rows, int columns) throws IOException {
        Path file = sheet(sheet -> {
            sheet.value(0, 0, "transaction_id");
            sheet.value(0, 1, "amount");
        });
        Path made = directory.resolve("crafted");
        StringBuilder cells = new StringBuilder();
        for (int row = 2; row < rows + 2; row++) {
            cells.append("<row r=\"").append(row).append("\">");
            for (int column = 0; column < columns; column++) {
                cells.append("<c r=\"")
                        .append((char) ('A' + column))
                        .append(row)
                        .append("\" t=\"s\"><v>0</v></c>");
            }
            cells.append("</row>");
        }
        try (ZipFile from = new ZipFile(file.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(made))) {
            for (ZipEntry entry : Collections.list(from.entries())) {
                String part = new String(from.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                if (entry.getName().endsWith("sharedStrings.xml")) {
                    part = part.replaceFirst("<si>", "<si><t>" + text + "</t></si><si>");
                } else if (entry.getName().endsWith("sheet2.xml")) {
                    part = Pattern.compile("<v>([0-9]+)</v>")
                            .matcher(part)
                            .replaceAll(found -> "<v>" + (Integer.parseInt(found.group(1)) + 1) + "</v>")
                            .replace("</sheetData>", cells + "</sheetData>");
                } else if (entry.getName().endsWith("sheet1.xml")) {
                    part = part.replaceAll("<row.*</row>", "");
                }
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(part.getBytes(StandardCharsets.UTF_8));
            }
        }
        return made;
    }

    @Test
    void a_workbook_whose_few_bytes_stand_for_many_is_refused() throws IOException {
        assertThat(refusal(crafted("x".repeat(32_768), 1, 1)))
                .isEqualTo(
                        "FILE_TOO_LARGE  amounts has a text of 32,768 characters in row 2: shorten it: a cell has at most 32,767");
        assertThat(refusal(crafted("x".repeat(32_767), 400, 26)))
                .isEqualTo("FILE_TOO_LARGE  amounts has more text than a workbook of amounts has: upload it in parts");
    }

    private String refusal(Path file) {
        Refused refused = catchThrowableOfType(Refused.class, () -> read(file, null));
        assertThat(refused).isNotNull();
        return refused.first().toString();
    }

    @Test
    void lines_with_an_amount_are_read_and_the_others_passed_over() throws IOException {
        assertThat(read(file("""
                        transaction_id,amount
                        T1,5
                        T2,
                        T3,"-1 234,50"

                        '-T4,"1,000"
                        """), Language.EN)).containsExactly("2 T1 5.00", "4 T3 -1234.50", "6 -T4 1000.00");
    }

    @Test
    void every_wrong_line_is_listed_with_its_remedy() throws IOException {
        assertThat(read(file("""
                        amount,transaction_id,note,item_number
                        5,T1,why,A
                        x,T2,,A
                        0,T3,,A
                        "1,234",T4,,A
                        0.001,T5,,A
                        7,,,A
                        8,T8
                        """), null))
                .containsExactly(
                        "2 T1 5.00",
                        "3 amount BAD_VALUE  \"x\" is not an amount: type digits, with a point or a comma before the decimals, such as -1234.50",
                        "4 amount BAD_VALUE  the amount is zero: leave it empty",
                        "5 amount AMOUNT_AMBIGUOUS  \"1,234\" can be 1234 or 1.234: type it without a mark between thousands, such as 1234.00",
                        "6 amount BAD_VALUE  \"0.001\" has 3 decimals, USD has 2: round it as your ledger does",
                        "7 transaction_id BAD_VALUE  the value is missing: give a value",
                        "8 line BAD_FILE  has 2 fields, the header has 4: give each column one field, and put quotes around a value that holds a comma");
    }

    @Test
    void a_file_that_is_none_is_refused() throws IOException {
        assertThat(read(file("transaction_id,amout\nT1,5\n"), null))
                .containsExactly(
                        "1 amout UNKNOWN_COLUMN  column 2 \"amout\" is not a column of this file: write `amount`",
                        "2 T1 5.00");
        assertThat(read(file("a,b\n1,2\n"), null))
                .singleElement()
                .asString()
                .startsWith(
                        "1 header BAD_FILE  none of the columns of this file is in its first line, \"a,b\": begin the file with the header transaction_id,amount,");
        assertThat(read(file("transaction_id;amount\nT1;5\n"), null))
                .singleElement()
                .asString()
                .startsWith("1 header BAD_FILE  the columns are separated by semicolons, not by commas: ");
        Path old = directory.resolve("old");
        Files.write(old, new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0});
        assertThat(refusal(old))
                .isEqualTo(
                        "BAD_FILE  amounts is a file of an old Excel (xls): save it as xlsx or as CSV, then upload it again");
        Path damaged = directory.resolve("damaged");
        Files.write(damaged, new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0});
        assertThat(refusal(damaged))
                .startsWith("BAD_FILE  amounts cannot be read as a workbook (")
                .endsWith("): save it as xlsx or as CSV again, then upload it");
        Path other = directory.resolve("other");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(other))) {
            zip.putNextEntry(new ZipEntry("letter.txt"));
            zip.write("Dear sirs".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(refusal(other)).startsWith("BAD_FILE  amounts cannot be read as a workbook (");
    }

    @Test
    void a_sheet_is_read_as_it_is_numbered_whatever_its_cells_are() throws IOException {
        assertThat(read(
                        sheet(sheet -> {
                            sheet.value(0, 0, "transaction_id");
                            sheet.value(0, 1, "note");
                            sheet.value(0, 2, "amount");
                            sheet.value(1, 0, "T1");
                            sheet.value(1, 2, new BigDecimal("1234.5"));
                            sheet.value(2, 0, 10_001);
                            sheet.value(2, 1, "two\nlines");
                            sheet.value(2, 2, 0.1 + 0.2);
                            sheet.value(3, 0, "T3");
                            sheet.value(6, 0, "T6");
                            sheet.value(6, 2, "1 000,25-");
                            sheet.value(7, 0, "T7");
                            sheet.value(7, 2, new BigDecimal("1.234"));
                            sheet.value(8, 0, "T8");
                            sheet.value(8, 2, "1.234");
                        }),
                        null))
                .containsExactly(
                        "2 T1 1234.50",
                        "3 10001 0.30",
                        "7 T6 -1000.25",
                        "8 amount BAD_VALUE  \"1.2340\" has 3 decimals, USD has 2: round it as your ledger does",
                        "9 amount AMOUNT_AMBIGUOUS  \"1.234\" can be 1234 or 1.234: type it without a mark between thousands, such as 1234.00");
    }

    @Test
    void a_template_is_read_back_as_it_was_written() throws IOException {
        Rows<ReceiptRow> receipts = reader -> {
            reader.accept(receipt("T1", "A, \"one\"", new BigDecimal("-1234.50")));
            reader.accept(receipt("=T2", "@B", null));
            reader.accept(receipt("-T3", "C", new BigDecimal("12345678901234567890.12")));
        };
        Path csv = directory.resolve("csv");
        try (OutputStream out = Files.newOutputStream(csv)) {
            AmountsTemplate.csv(receipts, out);
        }
        assertThat(Files.readString(csv))
                .startsWith(
                        "transaction_id,financial_date,item_number,item_group,site,warehouse,batch_number,serial_number,quantity,value,earlier,amount,amount_before,note\n"
                                + "T1,2025-01-31,\"A, \"\"one\"\"\",G,S,,,,3,10.00,0,-1234.50,-1234.50,\n");
        Path xlsx = directory.resolve("xlsx");
        try (OutputStream out = Files.newOutputStream(xlsx)) {
            AmountsTemplate.xlsx(receipts, out);
        }
        for (Path file : List.of(csv, xlsx)) {
            assertThat(read(file, null)).as("nothing is another one").isEmpty();
        }
        Files.writeString(
                csv, Files.readString(csv).replace(",-1234.50,", ",5.00,").replace(",,,\n", ",6.00,,\n"));
        assertThat(read(csv, null)).containsExactly("2 T1 5.00 was -1234.50", "3 =T2 6.00 was null");
    }

    @Test
    void an_amount_is_compared_where_the_file_has_what_it_was_before() throws IOException {
        assertThat(read(file("""
                        transaction_id,amount,amount_before
                        T1,5,5.00
                        T2,,7.00
                        T3,-1,
                        T4,2,3
                        T5,2,x
                        """), null))
                .containsExactly(
                        "4 T3 -1.00 was null",
                        "5 T4 2.00 was 3.00",
                        "6 amount_before BAD_VALUE  \"x\" is not an amount: type digits, with a point or a comma before the decimals, such as -1234.50");
        assertThat(read(
                        sheet(sheet -> {
                            sheet.value(0, 0, "transaction_id");
                            sheet.value(0, 1, "amount");
                            sheet.value(0, 2, "amount_before");
                            sheet.value(1, 0, "T1");
                            sheet.value(1, 1, 5);
                            sheet.value(1, 2, new BigDecimal("4.5"));
                            sheet.value(2, 0, "T2");
                            sheet.value(2, 1, 5);
                        }),
                        null))
                .containsExactly("2 T1 5.00 was 4.50", "3 T2 5.00 was null");
    }

    private static ReceiptRow receipt(String transaction, String item, @Nullable BigDecimal amount) {
        return new ReceiptRow(
                transaction,
                LocalDate.of(2025, 1, 31),
                item,
                "G",
                "S",
                null,
                null,
                null,
                new BigDecimal("3"),
                new BigDecimal("10.00"),
                BigDecimal.ZERO,
                amount);
    }

    @Test
    void what_is_too_large_is_refused_before_it_is_read() throws IOException {
        Path large = directory.resolve("large");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(AmountsFile.MOST_BYTES + 1);
        }
        assertThat(refusal(large)).isEqualTo("FILE_TOO_LARGE  amounts has more than 64 MB: upload it in parts");
        Path many = directory.resolve("many");
        Files.writeString(many, "transaction_id,amount\n" + "T,\n".repeat(1_000_001));
        assertThat(refusal(many)).isEqualTo("FILE_TOO_LARGE  amounts has more than 1,000,000 rows: upload it in parts");
        assertThat(refusal(sheet(sheet -> {
                    sheet.value(0, 0, "transaction_id");
                    sheet.value(0, 1, "amount");
                    sheet.value(1_000_001, 0, "T");
                })))
                .isEqualTo("FILE_TOO_LARGE  amounts has more than 1,000,000 rows: upload it in parts");
    }

    @Test
    void a_zip_bomb_is_not_unpacked() throws IOException {
        Path bomb = directory.resolve("bomb");
        byte[] zeros = new byte[1 << 20];
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            zip.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
            for (int megabyte = 0; megabyte <= 96; megabyte++) {
                zip.write(zeros);
            }
        }
        assertThat(Files.size(bomb)).isLessThan(1 << 20);
        assertThat(refusal(bomb))
                .isEqualTo(
                        "FILE_TOO_LARGE  amounts unpacks to more than a workbook of amounts has: upload it in parts");
        Path parts = directory.resolve("parts");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(parts))) {
            for (int part = 0; part <= 1_001; part++) {
                zip.putNextEntry(new ZipEntry("xl/part" + part));
            }
        }
        assertThat(refusal(parts)).isEqualTo("FILE_TOO_LARGE  amounts has more than 1000 parts: upload it in parts");
    }

    @Test
    void a_workbook_cannot_make_the_program_read_other_files() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "T9");
        Path plain = sheet(sheet -> {
            sheet.value(0, 0, "transaction_id");
            sheet.value(0, 1, "amount");
            sheet.inlineString(1, 0, "SECRET");
            sheet.value(1, 1, 5);
        });
        Path evil = directory.resolve("evil");
        try (ZipFile from = new ZipFile(plain.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(evil))) {
            for (ZipEntry entry : from.stream().map(ZipEntry.class::cast).toList()) {
                String text = new String(from.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                if (entry.getName().endsWith("sheet2.xml")) {
                    text = text.replaceFirst("\\?>", "?><!DOCTYPE x [<!ENTITY s SYSTEM \"" + secret.toUri() + "\">]>")
                            .replace("SECRET", "&s;");
                    assertThat(text).contains("&s;").contains("DOCTYPE");
                }
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            assertThat(read(evil, null)).noneMatch(line -> line.contains("T9"));
        } catch (Refused refused) {
            assertThat(refused.first().toString()).startsWith("BAD_FILE  ").doesNotContain("T9");
        }
    }
}
