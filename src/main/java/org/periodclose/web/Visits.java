package org.periodclose.web;

import java.time.Clock;
import java.time.ZoneId;
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

/** Gives the pages the {@link Visit} of a request. */
final class Visits implements HandlerMethodArgumentResolver {
    private final Desks desks;
    private final MessageSource messages;
    private final Clock clock;
    private final ZoneId zone;

    Visits(Desks desks, MessageSource messages, Clock clock, ZoneId zone) {
        this.desks = desks;
        this.messages = messages;
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Visit.class;
    }

    @Override
    public Visit resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
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
