package org.periodclose.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.periodclose.view.CsvFile;
import org.periodclose.view.HtmlPage;
import org.periodclose.view.MarkupPage;
import org.periodclose.view.PageReader;
import org.periodclose.view.PdfPage;
import org.periodclose.view.ReportForm;
import org.periodclose.view.XlsxFile;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Answers with a page, or with the file that {@code as} in the address asks for. */
@Component
final class Answers {
    static final int MOST_ROWS = 500;

    private static final Map<String, String> TYPES = Map.of(
            "csv", "text/csv; charset=utf-8",
            "json", "application/json",
            "pdf", "application/pdf",
            "html", "text/html; charset=utf-8",
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    /**
     * The name of the template; null: it is answered already.
     *
     * @param as the form of a file; null: a page
     */
    @Nullable
    String show(
            Shown shown,
            Visit visit,
            @Nullable String as,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (as != null && TYPES.containsKey(as)) {
            file(shown, as, request, response);
            return null;
        }
        model.addAttribute("title", shown.title());
        model.addAttribute("company", shown.company());
        model.addAttribute("ways", shown.ways());
        model.addAttribute("live", shown.live());
        model.addAttribute(
                "files", shown.view() != null ? new String[] {"csv", "json"} : new String[] {"pdf", "xlsx", "csv"});
        model.addAttribute("here", here(request));
        model.addAttribute("content", content(shown, visit.words()));
        return "page";
    }

    private static String content(Shown shown, Words words) {
        PageReader reader = reader(words, shown.company(), shown.run());
        if (shown.report() != null) {
            return MarkupPage.of(shown.report(), reader);
        }
        return shown.view() == null ? "" : MarkupPage.of(shown.view(), reader);
    }

    static PageReader reader(Words words, @Nullable String company, @Nullable Long run) {
        return new PageReader(words::heading, Addresses.links(company, run), words.comma(), MOST_ROWS);
    }

    /** The address of the page, to which the form of a file can be added. */
    private static String here(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "?" : "?" + query + "&");
    }

    private static void file(Shown shown, String as, HttpServletRequest request, HttpServletResponse response) {
        String name = request.getRequestURI().substring(1).replace('/', '-') + "." + as;
        response.setContentType(TYPES.get(as));
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        try (OutputStream out = response.getOutputStream()) {
            if (shown.report() != null) {
                form(as).write(shown.report(), out);
            } else if (shown.view() != null && as.equals("json")) {
                shown.view().json(out);
            } else if (shown.view() != null) {
                shown.view().csv(out);
            }
        } catch (IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }

    private static ReportForm form(String as) {
        return switch (as) {
            case "pdf" -> new PdfPage();
            case "xlsx" -> new XlsxFile();
            case "html" -> new HtmlPage();
            default -> new CsvFile();
        };
    }
}
