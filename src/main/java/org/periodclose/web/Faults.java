package org.periodclose.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.periodclose.core.fault.EventCode;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.desk.Failure;
import org.periodclose.view.FaultViews;
import org.periodclose.view.MarkupPage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** A page for what went wrong: the same faults as on the command line. */
@ControllerAdvice
final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private final MessageSource messages;

    Faults(MessageSource messages) {
        this.messages = messages;
    }

    @ExceptionHandler(Refused.class)
    ModelAndView refused(Refused refused, HttpServletRequest request, HttpServletResponse response) {
        throwIfBegun(refused, response);
        return page(refused.faults(), request, response, status(refused.first().code()));
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    ModelAndView mismatch(
            MethodArgumentTypeMismatchException wrong, HttpServletRequest request, HttpServletResponse response) {
        return page(
                List.of(Fault.of(
                        FaultCode.WRONG_USAGE,
                        Words.shown(wrong.getName() + "=" + wrong.getValue()) + " is not a number",
                        "correct the address, or go by the menu")),
                request,
                response,
                HttpServletResponse.SC_BAD_REQUEST);
    }

    /** An address whose bytes are no UTF-8. */
    @ExceptionHandler(InvalidParameterException.class)
    ModelAndView unreadable(
            InvalidParameterException unreadable, HttpServletRequest request, HttpServletResponse response) {
        return page(
                List.of(Fault.of(
                        FaultCode.WRONG_USAGE,
                        "the address or the form has characters that cannot be read",
                        "correct the address, or go by the menu")),
                request,
                response,
                HttpServletResponse.SC_BAD_REQUEST);
    }

    @ExceptionHandler(Exception.class)
    ModelAndView failed(Exception failure, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (response.isCommitted()) {
            throw failure;
        }
        if (failure instanceof ErrorResponse known) {
            int status = known.getStatusCode().value();
            return page(
                    List.of(Fault.of(
                            FaultCode.WRONG_USAGE,
                            status == HttpServletResponse.SC_NOT_FOUND
                                            || status == HttpServletResponse.SC_METHOD_NOT_ALLOWED
                                    ? "there is no page " + Words.shown(request.getRequestURI())
                                    : "the address is not complete: "
                                            + Words.shown(String.valueOf(
                                                    known.getBody().getDetail())),
                            "correct the address, or go by the menu")),
                    request,
                    response,
                    status);
        }
        List<Fault> faults = Failure.faults(failure);
        LOG.atDebug()
                .addKeyValue(EventCode.FIELD, EventCode.FAILURE_DETAIL)
                .setCause(failure)
                .log("the stack trace of what went wrong");
        return page(faults, request, response, status(faults.get(0).code()));
    }

    /** Of a file that has begun: the server breaks the connection, so that nobody takes the half for the whole. */
    private static void throwIfBegun(Refused refused, HttpServletResponse response) {
        if (response.isCommitted()) {
            throw refused;
        }
    }

    static int status(FaultCode code) {
        if (code == FaultCode.ROLE_NEEDED) {
            return HttpServletResponse.SC_FORBIDDEN;
        }
        if (code.name().startsWith("UNKNOWN_")) {
            return HttpServletResponse.SC_NOT_FOUND;
        }
        return switch (code.outcome()) {
            case UNREACHABLE -> HttpServletResponse.SC_SERVICE_UNAVAILABLE;
            case WRONG_USAGE -> HttpServletResponse.SC_BAD_REQUEST;
            case REFUSED, AT_WORK -> HttpServletResponse.SC_CONFLICT;
            default -> HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        };
    }

    /** Of a form, which is there: what it names is not. */
    static int statusOfForm(FaultCode code) {
        int status = status(code);
        return status == HttpServletResponse.SC_NOT_FOUND ? HttpServletResponse.SC_CONFLICT : status;
    }

    private ModelAndView page(
            List<Fault> faults, HttpServletRequest request, HttpServletResponse response, int status) {
        response.setStatus(status);
        Words words = new Words(messages, LocaleContextHolder.getLocale());
        ModelAndView page = new ModelAndView("refused");
        page.addObject("title", words.of("refused"));
        page.addObject("remedies", Remedies.of(faults, request.getParameter("company"), words));
        page.addObject("content", MarkupPage.of(FaultViews.refused(faults), Answer.reader(words, null, null)));
        Everywhere.around(page, messages, request);
        return page;
    }
}
