package org.periodclose.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.view.CsvFile;
import org.periodclose.view.MarkupPage;
import org.periodclose.view.PageReader;
import org.periodclose.view.PdfPage;
import org.periodclose.view.ReportForm;
import org.periodclose.view.XlsxFile;
import org.springframework.web.method.support.ModelAndViewContainer;

/** The answer to one request: a page, or the file that {@code as} in the address asks for. */
final class Answer {
    static final int MOST_ROWS = 500;

    private static final Map<String, String> TYPES = Map.of(
            "csv", "text/csv; charset=utf-8",
            "json", "application/json",
            "pdf", "application/pdf",
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final Visit visit;
    private final Questions<Found> questions;
    private final ModelAndViewContainer page;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final @Nullable String as;

    /** What a page shows, and how it reads. */
    record Found(Shown shown, String content) {}

    Answer(
            Visit visit,
            Questions<Found> questions,
            ModelAndViewContainer page,
            HttpServletRequest request,
            HttpServletResponse response) {
        this.visit = visit;
        this.questions = questions;
        this.page = page;
        this.request = request;
        this.response = response;
        String form = request.getParameter("as");
        this.as = form != null && TYPES.containsKey(form) ? form : null;
    }

    boolean isPage() {
        return as == null;
    }

    /** How many rows of a list are worth reading: of a page one more than it shows, so that it can say so. */
    long mostRows() {
        return isPage() ? MOST_ROWS + 1L : Long.MAX_VALUE;
    }

    /** Something that its page has around what it shows. */
    void put(String name, Object value) {
        page.addAttribute(name, value);
    }

    /**
     * Shows what is found out. If that takes longer than a moment, the page says so and is read again.
     *
     * @param title of the page, in the user's language
     * @param question must be asked by one thread only
     */
    void show(String title, Supplier<Shown> question) {
        if (as != null) {
            Shown shown = question.get();
            if (!Arrays.asList(forms(shown)).contains(as)) {
                throw new Refused(
                        FaultCode.WRONG_USAGE,
                        "this page has no file of the form " + as,
                        "take one of " + String.join(", ", forms(shown)));
            }
            file(shown, as);
            page.setRequestHandled(true);
            return;
        }
        page.addAttribute("title", title);
        page.addAttribute("here", here());
        page.setViewName("page");
        try {
            show(questions.answer(visit.user(), visit.words().locale() + " " + here(), () -> {
                Shown shown = question.get();
                return new Found(shown, content(shown, visit.words()));
            }));
        } catch (Questions.NotYet notYet) {
            page.addAttribute("live", true);
            page.addAttribute("waits", notYet.since().toSeconds());
        }
    }

    private void show(Found found) {
        Shown shown = found.shown();
        page.addAttribute("company", shown.company());
        page.addAttribute("ways", shown.ways());
        page.addAttribute("live", shown.live());
        page.addAttribute("files", forms(shown));
        page.addAttribute("content", found.content());
    }

    private static String[] forms(Shown shown) {
        return shown.view() != null ? new String[] {"csv", "json"} : new String[] {"pdf", "xlsx", "csv"};
    }

    private static String content(Shown shown, Words words) {
        PageReader reader = reader(words, shown.company(), shown.run());
        if (shown.report() != null) {
            return MarkupPage.of(shown.report(), reader);
        }
        return shown.view() == null ? "" : MarkupPage.of(shown.view(), reader);
    }

    static PageReader reader(Words words, @Nullable String company, @Nullable Long run) {
        return new PageReader(words::heading, words::said, Addresses.links(company, run), !words.comma(), MOST_ROWS);
    }

    /** The address of the page, to which the form of a file can be added. */
    private String here() {
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "?" : "?" + query + "&");
    }

    private void file(Shown shown, String form) {
        String name = request.getRequestURI().substring(1).replace('/', '-') + "." + form;
        response.setContentType(TYPES.get(form));
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        Sent.whole(response, out -> {
            if (shown.report() != null) {
                writer(form).write(shown.report(), out);
            } else if (shown.view() != null && form.equals("json")) {
                shown.view().json(out);
            } else if (shown.view() != null) {
                shown.view().csv(out);
            }
        });
    }

    private static ReportForm writer(String form) {
        return switch (form) {
            case "pdf" -> new PdfPage();
            case "xlsx" -> new XlsxFile();
            default -> new CsvFile();
        };
    }
}
