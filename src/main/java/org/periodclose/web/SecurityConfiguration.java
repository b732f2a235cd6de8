package org.periodclose.web;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import org.periodclose.core.fault.EventCode;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.desk.ConsoleUsers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.util.unit.DataSize;

/** Who comes in, and what a browser may do with the pages. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);
    static final String SIGN_IN = "/sign-in";
    private static final String HELD = SecurityConfiguration.class.getName() + ".held";

    private static final int LONGEST_ADDRESS = 4_000;

    private static final String CONTENT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    @Bean
    Throttle throttle(Clock clock) {
        return new Throttle(clock);
    }

    @Bean
    SecurityFilterChain pages(
            HttpSecurity http,
            ConsoleUsers users,
            Desks desks,
            Throttle throttle,
            Clock clock,
            ObjectProvider<ClientRegistrationRepository> providers,
            @Value("${console.name-claim:preferred_username}") String claim) {
        http.authorizeHttpRequests(requests -> requests.requestMatchers(
                                SIGN_IN,
                                "/console.css",
                                "/console.js",
                                "/icon.svg",
                                "/error",
                                "/health/**",
                                "/prometheus")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .authenticationProvider(new PasswordCheck(users, throttle))
                .formLogin(form -> form.loginPage(SIGN_IN)
                        .usernameParameter("name")
                        .passwordParameter("password")
                        .successHandler(new Enter(desks))
                        .failureHandler(SecurityConfiguration::refuse))
                .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessUrl(SIGN_IN + "?out"))
                .exceptionHandling(faults -> faults.authenticationEntryPoint(SecurityConfiguration::signInFirst)
                        .accessDeniedHandler((request, response, denied) -> expired(request, response)))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(
                                policy -> policy.policy("camera=(), microphone=(), geolocation=(), payment=()")))
                .addFilterBefore(new RoleWatch(users, clock), AuthorizationFilter.class);
        if (providers.getIfAvailable() != null) {
            http.oauth2Login(login -> login.loginPage(SIGN_IN)
                    .successHandler(new Enter(desks))
                    .failureHandler(SecurityConfiguration::refuse)
                    .userInfoEndpoint(info -> info.oidcUserService(new IdentityProvider(users, claim))));
        }
        return http.build();
    }

    /** The desk of a user is open as long as one of the user's sessions is. */
    private static final class Enter extends SavedRequestAwareAuthenticationSuccessHandler {
        private final Desks desks;

        Enter(Desks desks) {
            this.desks = desks;
            setDefaultTargetUrl("/");
        }

        @Override
        public void onAuthenticationSuccess(
                HttpServletRequest request, HttpServletResponse response, Authentication signedIn)
                throws IOException, jakarta.servlet.ServletException {
            String user = SignedIn.name(signedIn);
            LOG.atInfo()
                    .addKeyValue(EventCode.FIELD, EventCode.SIGN_IN)
                    .log(
                            "user {} signs in as {} from {}",
                            Text.shown(user),
                            SignedIn.role(signedIn),
                            request.getRemoteAddr());
            desks.use(user);
            Object before = request.getSession().getAttribute(HELD);
            request.getSession().setAttribute(HELD, user);
            if (before != null) {
                desks.released(before.toString());
            }
            String back = request.getParameter("back");
            if (back != null && back.length() < LONGEST_ADDRESS && back.matches("/[!-.0-\\[\\]-~][!-~]*")) {
                response.sendRedirect(back);
                return;
            }
            super.onAuthenticationSuccess(request, response, signedIn);
        }
    }

    /** Asked before anything reads the request: what is too large is not unpacked first. */
    @Bean
    FilterRegistrationBean<Filter> largestRequest(
            @Value("${spring.servlet.multipart.max-request-size}") DataSize largest) {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>((request, response, chain) -> {
            if (request.getContentLengthLong() > largest.toBytes()) {
                ((HttpServletResponse) response).sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            } else {
                chain.doFilter(request, response);
            }
        });
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    ServletListenerRegistrationBean<HttpSessionListener> sessionEnds(Desks desks) {
        return new ServletListenerRegistrationBean<>(new HttpSessionListener() {
            @Override
            public void sessionDestroyed(HttpSessionEvent ended) {
                Object user = ended.getSession().getAttribute(HELD);
                if (user != null) {
                    desks.released(user.toString());
                }
            }
        });
    }

    private static void refuse(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        LOG.atWarn()
                .addKeyValue(EventCode.FIELD, EventCode.SIGN_IN_REFUSED)
                .log(
                        "sign-in of {} from {} refused: {}",
                        Text.shown(name(request, refused)),
                        request.getRemoteAddr(),
                        refused instanceof OAuth2AuthenticationException byProvider
                                ? Text.shown(byProvider.getError().toString())
                                : refused.getClass().getSimpleName());
        String why = why(refused);
        String back = request.getParameter("back");
        response.sendRedirect(
                SIGN_IN + "?" + why + (back == null ? "" : "&back=" + URLEncoder.encode(back, StandardCharsets.UTF_8)));
    }

    private static String name(HttpServletRequest request, AuthenticationException refused) {
        return refused instanceof OAuth2AuthenticationException
                ? "an identity provider"
                : Objects.requireNonNullElse(request.getParameter("name"), "nobody");
    }

    private static String why(AuthenticationException refused) {
        if (refused instanceof LockedException) {
            return "wait";
        }
        if (refused instanceof AuthenticationServiceException) {
            return "away";
        }
        boolean noRole = refused instanceof OAuth2AuthenticationException byProvider
                ? FaultCode.NO_ROLE.name().equals(byProvider.getError().getErrorCode())
                : refused.getCause() instanceof Refused cause && cause.first().code() == FaultCode.NO_ROLE;
        return noRole ? "no-role" : "wrong";
    }

    /** A script is told so; a person gets the form. */
    private static void signInFirst(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException nobody)
            throws IOException {
        if (RoleWatch.isScript(request)) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        String query = request.getQueryString();
        String back =
                request.getMethod().equals("GET") ? request.getRequestURI() + (query == null ? "" : "?" + query) : "/";
        response.sendRedirect(
                back.equals("/") ? SIGN_IN : SIGN_IN + "?back=" + URLEncoder.encode(back, StandardCharsets.UTF_8));
    }

    /** Without its token a form comes from elsewhere, or from a session that has ended. */
    private static void expired(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (RoleWatch.isScript(request)) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        } else {
            response.sendRedirect(SIGN_IN + "?expired");
        }
    }
}
