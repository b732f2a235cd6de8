package org.periodclose.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;

/** What every page has around its content: who is signed in, the language, the company. */
final class Everywhere implements HandlerInterceptor {
    private final MessageSource messages;

    Everywhere(MessageSource messages) {
        this.messages = messages;
    }

    /** Nothing in an address or a form has characters that no name and no number can have. */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        request.getParameterMap().forEach((name, values) -> {
            for (String value : values) {
                if (value.indexOf(0) >= 0 || value.indexOf('\uFFFD') >= 0) {
                    throw new Refused(
                            FaultCode.WRONG_USAGE,
                            Words.shown(name) + " has a character that no text of the books can have",
                            "remove it, or go by the menu");
                }
            }
        });
        return true;
    }

    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
        if (page != null && page.getViewName() != null && !page.getViewName().startsWith("redirect:")) {
            around(page, messages, request);
        }
    }

    /** Also around the page of a refusal, which no handler has made. */
    static void around(ModelAndView page, MessageSource messages, HttpServletRequest request) {
        Words words = new Words(messages, LocaleContextHolder.getLocale());
        page.addObject("words", words);
        page.addObject("language", words.locale().getLanguage());
        String query = request.getQueryString();
        page.addObject("otherLanguage", words.comma() ? "en" : "ru");
        page.addObject(
                "inOtherLanguage",
                Addresses.of(
                        request.getRequestURI()
                                + (query == null || request.getMethod().equals("POST")
                                        ? ""
                                        : "?" + query.replaceAll("&?language=\\w+", "")),
                        "language",
                        words.comma() ? "en" : "ru"));
        Authentication signedIn = SecurityContextHolder.getContext().getAuthentication();
        if (signedIn != null
                && signedIn.getAuthorities().stream().noneMatch(role -> "ROLE_ANONYMOUS".equals(role.getAuthority()))) {
            page.addObject("user", SignedIn.name(signedIn));
            page.addObject("role", words.word(SignedIn.role(signedIn)));
        }
        if (!page.getModel().containsKey("company")) {
            page.addObject("company", request.getParameter("company"));
        }
    }
}
