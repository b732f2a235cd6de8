package org.periodclose.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives the pages the {@link Visit} of a request, and the {@link Answer} to it. */
final class Visits implements HandlerMethodArgumentResolver {
    private final Desks desks;
    private final Questions<Answer.Found> questions;
    private final MessageSource messages;
    private final Clock clock;
    private final ZoneId zone;

    Visits(Desks desks, Questions<Answer.Found> questions, MessageSource messages, Clock clock, ZoneId zone) {
        this.desks = desks;
        this.questions = questions;
        this.messages = messages;
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Visit.class || parameter.getParameterType() == Answer.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Visit visit = visit();
        return parameter.getParameterType() == Visit.class ? visit : answer(visit, container, request);
    }

    private Answer answer(Visit visit, @Nullable ModelAndViewContainer container, NativeWebRequest request) {
        return new Answer(
                visit,
                questions,
                Objects.requireNonNull(container),
                Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)),
                Objects.requireNonNull(request.getNativeResponse(HttpServletResponse.class)));
    }

    private Visit visit() {
        Authentication signedIn = SecurityContextHolder.getContext().getAuthentication();
        if (signedIn == null) {
            throw new IllegalStateException("nobody is signed in");
        }
        return new Visit(
                SignedIn.name(signedIn),
                SignedIn.role(signedIn),
                desks::of,
                new Words(messages, LocaleContextHolder.getLocale()),
                clock,
                zone);
    }
}
