package org.periodclose.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.periodclose.desk.ConsoleUsers;
import org.periodclose.desk.UserRole;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends the session of who is signed in no more: asks the database every few seconds for the role, and does not take for activity that a page reads
 * itself again.
 */
final class RoleWatch extends OncePerRequestFilter {
    private static final String ASKED = RoleWatch.class.getName();
    private static final String ACTIVE = RoleWatch.class.getName() + ".active";
    private static final Duration EACH = Duration.ofSeconds(10);

    private final ConsoleUsers users;
    private final Clock clock;

    RoleWatch(ConsoleUsers users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication signedIn = SecurityContextHolder.getContext().getAuthentication();
        HttpSession session = request.getSession(false);
        if (signedIn != null
                && signedIn.isAuthenticated()
                && session != null
                && (isIdle(request, session) || !isStill(signedIn, session))) {
            session.invalidate();
            SecurityContextHolder.clearContext();
        }
        chain.doFilter(request, response);
    }

    /** Asked by the script of a page. */
    static boolean isScript(HttpServletRequest request) {
        return "console".equals(request.getHeader("X-Requested-With"));
    }

    private boolean isIdle(HttpServletRequest request, HttpSession session) {
        Instant now = clock.instant();
        boolean byItself = request.getMethod().equals("GET") && isScript(request);
        if (byItself && session.getAttribute(ACTIVE) instanceof Instant active) {
            return session.getMaxInactiveInterval() > 0
                    && active.plusSeconds(session.getMaxInactiveInterval()).isBefore(now);
        }
        session.setAttribute(ACTIVE, now);
        return false;
    }

    private boolean isStill(Authentication signedIn, HttpSession session) {
        Instant now = clock.instant();
        if (session.getAttribute(ASKED) instanceof Instant asked
                && asked.plus(EACH).isAfter(now)) {
            return true;
        }
        UserRole role;
        try {
            role = SignedIn.role(signedIn);
        } catch (IllegalStateException anonymous) {
            return true;
        }
        session.setAttribute(ASKED, now);
        return users.role(SignedIn.name(signedIn)).filter(role::equals).isPresent();
    }
}
