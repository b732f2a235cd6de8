package org.periodclose.report;

import com.openhtmltopdf.extend.FSSupplier;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.Objects;

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
        PdfRendererBuilder pdf = new PdfRendererBuilder();
        pdf.useFont(font("LiberationSans-Regular"), "Liberation Sans", REGULAR, FontStyle.NORMAL, true);
        pdf.useFont(font("LiberationSans-Bold"), "Liberation Sans", BOLD, FontStyle.NORMAL, true);
        pdf.useFont(font("LiberationMono-Regular"), "Liberation Mono", REGULAR, FontStyle.NORMAL, true);
        pdf.usePdfAConformance(PdfRendererBuilder.PdfAConformance.PDFA_2_U);
        pdf.useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
        pdf.withProducer("Period Close");
        pdf.withHtmlContent(html.toString(), null);
        pdf.toStream(out);
        pdf.run();
    }

    private static FSSupplier<InputStream> font(String name) {
        return () -> Objects.requireNonNull(
                PdfPage.class.getResourceAsStream("/liberation/" + name + ".ttf"), "font " + name);
    }
}
