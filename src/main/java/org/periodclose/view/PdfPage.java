package org.periodclose.view;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.Objects;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** The page of a report on paper: A4, numbered, table heads repeated, fonts embedded. */
public final class PdfPage implements ReportForm {
    private static final int REGULAR = 400;
    private static final int BOLD = 700;

    private final HtmlPage page = new HtmlPage();

    @Override
    public void write(Report report, OutputStream out) throws IOException {
        XRLog.setLoggingEnabled(false);
        StringWriter html = new StringWriter();
        page.write(report, html);
        try (PDDocument document = new PDDocument()) {
            PdfRendererBuilder pdf = new PdfRendererBuilder();
            pdf.usePDDocument(document);
            pdf.useFont(font("LiberationSans-Regular", document), "Liberation Sans", REGULAR, FontStyle.NORMAL, true);
            pdf.useFont(font("LiberationSans-Bold", document), "Liberation Sans", BOLD, FontStyle.NORMAL, true);
            pdf.useFont(font("LiberationMono-Regular", document), "Liberation Mono", REGULAR, FontStyle.NORMAL, true);
            pdf.usePdfAConformance(PdfRendererBuilder.PdfAConformance.PDFA_2_U);
            pdf.useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
            pdf.withProducer("Period Close");
            pdf.withHtmlContent(html.toString(), null);
            pdf.toStream(out);
            pdf.run();
        }
    }

    /** Without ligatures: to look for them, PDFBox would compile thousands of regular expressions for every piece of text. */
    static PDFontSupplier font(String name, PDDocument document) throws IOException {
        try (InputStream file = Objects.requireNonNull(
                PdfPage.class.getResourceAsStream("/liberation/" + name + ".ttf"), "font " + name)) {
            TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(file));
            font.setEnableGsub(false);
            return new PDFontSupplier(PDType0Font.load(document, font, true));
        }
    }
}
