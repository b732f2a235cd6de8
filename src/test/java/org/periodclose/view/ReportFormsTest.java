package org.periodclose.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.fontbox.ttf.model.GsubData;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periodclose.view.Cell.Said;
import org.periodclose.view.Table.Column;
import org.periodclose.view.Table.Kind;
import org.periodclose.view.Table.Row;
import org.periodclose.view.Table.Style;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** One report of a company with hostile names, as each kind of file. */
class ReportFormsTest {
    private static final String HOSTILE = "=cmd|'/c calc'!A1 <script>alert(\"1\")</script> & \u0001 end";
    private static final String CYRILLIC = "Запасы: ООО «Ромашка», Ελλάδα";

    private static Row row(Style style, Cell... cells) {
        return new Row(style, List.of(cells));
    }

    private static Report report(int lines) {
        List<Row> rows = new ArrayList<>();
        for (int line = 1; line <= lines; line++) {
            boolean storno = line % 2 == 0;
            rows.add(row(
                    storno ? Style.STORNO : Style.PLAIN,
                    Cell.of(line),
                    Cell.of(line == 1 ? HOSTILE : "Line " + line),
                    new Cell.Named("41", CYRILLIC),
                    new Cell.Day(LocalDate.of(2025, 10, 31)),
                    new Cell.Bars(250, 1000, true),
                    Cell.of(new BigDecimal(storno ? "-1234567.50" : "0.05")),
                    new Cell.Flag(storno, "storno"),
                    Cell.percent(new BigDecimal("12.5"))));
        }
        rows.add(row(
                Style.TOTAL,
                Cell.blank(),
                Cell.of("Total"),
                Cell.blank(),
                Cell.blank(),
                Cell.blank(),
                Cell.of(new BigDecimal("99.00")),
                Cell.blank(),
                Cell.blank()));
        Table table = Table.of(
                "Lines",
                Said.of("Voucher lines"),
                Said.NOTHING,
                List.of(
                        new Column("line", "Line", Kind.FIGURE),
                        new Column("text", "Text", Kind.TEXT),
                        new Column("mainAccount", "Account", Kind.TEXT),
                        new Column("postingDate", "Date", Kind.CODE),
                        new Column("", "", Kind.BAR),
                        new Column("amount", "Amount", Kind.FIGURE),
                        new Column("storno", "", Kind.TEXT),
                        new Column("percent", "Share", Kind.FIGURE)),
                lines == 0 ? List.of() : rows,
                Said.of("There is none."));
        return new Report(
                "Test",
                "Voucher \"V\"; } body { display: none }",
                CYRILLIC,
                List.of(new Report.Figure("Sum", "1,234.00", false)),
                List.of(new Report.Fact("Note", HOSTILE)),
                List.of(table),
                table,
                List.of(new Report.Fact("Checksum", "abc")),
                List.of());
    }

    private static byte[] written(ReportForm form, Report report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        form.write(report, out);
        return out.toByteArray();
    }

    private static String text(ReportForm form, Report report) throws IOException {
        return new String(written(form, report), StandardCharsets.UTF_8);
    }

    // The page

    @Test
    void a_page_takes_no_name_for_markup_and_is_well_formed() throws Exception {
        String page = text(new HtmlPage(), report(3));
        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains("&lt;script&gt;alert(", "&amp; \uFFFD end", CYRILLIC)
                .doesNotContain("<script", "\u0001");
        assertThat(page.substring(page.indexOf("<style>"), page.indexOf("</style>")))
                .contains("Voucher \\22 V\\22 \\3b  \\7d  body")
                .doesNotContain("} body {");
        assertThat(parsed(page).getElementsByTagName("tr").getLength()).isGreaterThan(3);
    }

    @Test
    void a_page_needs_nothing_but_itself() throws IOException {
        assertThat(text(new HtmlPage(), report(3)).replace("xmlns=\"http://www.w3.org/1999/xhtml\"", ""))
                .doesNotContain("http", "src=", "href=", "url(", "@import");
    }

    @Test
    void storno_is_told_by_colour_and_by_word_and_bars_stand_on_both_sides_of_the_axis() throws IOException {
        assertThat(text(new HtmlPage(), report(2)))
                .contains(
                        "<tr class=\"storno\">",
                        ">storno</td>",
                        "<td class=\"bar left-bar\"><div class=\"storno\" style=\"width: 25.0%\"></div></td>"
                                + "<td class=\"bar right-bar\"><div class=\"plus\" style=\"width: 100.0%\"></div></td>",
                        ">−1,234,567.50</td>");
    }

    @Test
    void a_page_shows_the_first_rows_of_a_long_table_its_total_and_says_how_many_there_are() throws IOException {
        assertThat(text(new HtmlPage(3), report(20_000)))
                .contains(
                        "Line 3<",
                        ">99.00<",
                        "The first 3 of 20,000 lines. All of them are in the same report as csv or xlsx.")
                .doesNotContain("Line 4<");
        assertThat(text(new HtmlPage(3), report(3))).doesNotContain("The first");
        assertThat(text(new HtmlPage(), report(0))).contains("There is none.").doesNotContain("<thead>");
    }

    private static org.w3c.dom.Document parsed(String xml)
            throws ParserConfigurationException, IOException, SAXException {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    @Test
    void a_long_name_is_cut_and_its_code_is_not() throws IOException {
        Table table = Table.of(
                "Items",
                Said.NOTHING,
                Said.NOTHING,
                List.of(new Column("itemNumber", "Item", Kind.TEXT)),
                List.of(row(Style.PLAIN, new Cell.Named("C".repeat(60), "x".repeat(41)))),
                Said.NOTHING);
        assertThat(text(
                        new HtmlPage(),
                        new Report("", "", "", List.of(), List.of(), List.of(table), table, List.of(), List.of())))
                .contains("C".repeat(60) + "<span class=\"called\"> " + "x".repeat(39) + "…<");
    }

    // The PDF

    @Test
    void a_pdf_is_a4_numbered_for_the_archive_with_names_that_can_be_read_and_searched() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(written(new PdfPage(), report(120)))) {
            assertThat(pdf.getNumberOfPages()).isGreaterThan(2);
            for (PDPage page : pdf.getPages()) {
                assertThat(page.getMediaBox().getWidth()).isCloseTo(PDRectangle.A4.getWidth(), within(1));
                assertThat(page.getMediaBox().getHeight()).isCloseTo(PDRectangle.A4.getHeight(), within(1));
                for (var name : page.getResources().getFontNames()) {
                    PDFont font = page.getResources().getFont(name);
                    assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                }
            }
            PDFTextStripper text = new PDFTextStripper();
            text.setStartPage(2);
            text.setEndPage(2);
            assertThat(text.getText(pdf))
                    .as("the head of the table is repeated")
                    .contains("2 / " + pdf.getNumberOfPages(), "Amount", CYRILLIC, "−1,234,567.50");
            assertThat(new String(pdf.getDocumentCatalog().getMetadata().toByteArray(), StandardCharsets.UTF_8))
                    .contains("pdfaid:part");
        }
    }

    /** Looking for them took most of the time of a page. */
    @ParameterizedTest
    @ValueSource(strings = {"LiberationSans-Regular", "LiberationSans-Bold", "LiberationMono-Regular"})
    void a_pdf_looks_for_no_ligatures(String font) throws IOException {
        try (PDDocument document = new PDDocument()) {
            assertThat(PdfPage.font(font, document).supply())
                    .isInstanceOfSatisfying(
                            PDType0Font.class,
                            loaded -> assertThat(loaded.getGsubData()).isSameAs(GsubData.NO_DATA_FOUND));
        }
    }

    private static org.assertj.core.data.Offset<Float> within(float offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    // The list

    @Test
    void a_list_has_all_rows_no_sums_no_bars_and_no_formulas() throws IOException {
        assertThat(text(new CsvFile(), report(2))).isEqualTo("""
                line,text,main_account,posting_date,amount,storno,percent
                1,"'%s",41,2025-10-31,0.05,false,12.5
                2,Line 2,41,2025-10-31,-1234567.50,true,12.5
                """.formatted(HOSTILE.replace("\"", "\"\"")));
    }

    // The workbook

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1", "=1+1", "+1+1", "-A1", "-1,5", "-1e3", "-91.1.2", "--1", "-", "+", "-1\n", "-١", "@x", "\t=1",
                "\r=1", "\n=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20x"
            })
    void what_a_spreadsheet_would_take_for_a_formula_is_text(String text) {
        assertThat(CsvFile.safe(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=1", "10-20", "'=1", "Käse", "-100", "+5", "-91", "-91.01", "1.00", "0"})
    void other_text_stays_as_it_is(String text) {
        assertThat(CsvFile.safe(text)).isEqualTo(text);
    }

    @Test
    void a_workbook_has_typed_cells_and_text_is_never_a_formula() throws IOException {
        Map<String, String> parts = unzipped(written(new XlsxFile(), report(2)));
        assertThat(parts.get("xl/workbook.xml")).contains("name=\"Report\"", "name=\"Lines\"");
        assertThat(parts.get("xl/worksheets/sheet2.xml"))
                .contains(
                        "t=\"inlineStr\"><is><t>=cmd|",
                        "&lt;script&gt;",
                        "<v>0.05</v>",
                        "<v>-1234567.50</v>",
                        "t=\"b\"",
                        "<c r=\"D2\" s=")
                .doesNotContain("<f>", "<f ", "Total");
        assertThat(parts.get("xl/styles.xml")).contains("#,##0.00", "yyyy-mm-dd");
    }

    @Test
    void what_one_sheet_cannot_hold_goes_on_the_next() throws IOException {
        Map<String, String> parts = unzipped(written(new XlsxFile(3), report(7)));
        assertThat(parts.get("xl/workbook.xml")).contains("name=\"Lines\"", "name=\"Lines 2\"", "name=\"Lines 3\"");
        assertThat(parts.get("xl/worksheets/sheet4.xml")).contains(">Account<", ">Line 7<");
    }

    @Test
    void an_amount_that_floating_point_would_change_is_text() throws IOException {
        Table table = Table.of(
                "Lines",
                Said.NOTHING,
                Said.NOTHING,
                List.of(new Column("amount", "Amount", Kind.FIGURE)),
                List.of(row(Style.PLAIN, Cell.of(new BigDecimal("12345678901234567.89")))),
                Said.NOTHING);
        Report report = new Report("", "", "", List.of(), List.of(), List.of(table), table, List.of(), List.of());
        assertThat(unzipped(written(new XlsxFile(), report)).get("xl/worksheets/sheet2.xml"))
                .contains("t=\"inlineStr\"><is><t>12345678901234567.89<");
    }

    private static Map<String, String> unzipped(byte[] file) throws IOException {
        Path path = Files.createTempFile("workbook", ".xlsx");
        Map<String, String> parts = new TreeMap<>();
        Files.write(path, file);
        try (ZipFile zip = new ZipFile(path.toFile())) {
            for (ZipEntry part : Collections.list(zip.entries())) {
                parts.put(part.getName(), new String(zip.getInputStream(part).readAllBytes(), StandardCharsets.UTF_8));
            }
        } finally {
            Files.delete(path);
        }
        return parts;
    }
}
