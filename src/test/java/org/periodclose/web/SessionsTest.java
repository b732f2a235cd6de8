package org.periodclose.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.TestClock;
import org.periodclose.core.fault.Refused;
import org.periodclose.desk.ConsoleUsers;
import org.periodclose.desk.Desk;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** How long a session lives, and the desk of its user with it. */
class SessionsTest {
    private static final int HALF_AN_HOUR = 1_800;

    private static ConsoleRig rig;
    private static ConsoleUsers users;

    private final TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));

    @BeforeAll
    static void open(@TempDir Path directory) throws Exception {
        System.setProperty("server.address", "0.0.0.0");
        try {
            rig = new ConsoleRig(directory);
        } finally {
            System.clearProperty("server.address");
        }
        users = rig.server.asConsole();
    }

    @AfterAll
    static void close() throws Exception {
        users.close();
        rig.close();
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    private boolean lives(MockHttpSession session, boolean byItself) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/runs");
        request.setSession(session);
        if (byItself) {
            request.addHeader("X-Requested-With", "console");
        }
        new RoleWatch(users, clock).doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
        return !session.isInvalid();
    }

    @Test
    void a_page_that_reads_itself_again_keeps_no_session_alive() throws Exception {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        "rita", null, AuthorityUtils.createAuthorityList("ROLE_READER")));
        MockHttpSession session = new MockHttpSession();
        session.setMaxInactiveInterval(HALF_AN_HOUR);
        assertThat(lives(session, false)).isTrue();
        for (int i = 0; i < 29; i++) {
            clock.pass(Duration.ofMinutes(1));
            assertThat(lives(session, true)).isTrue();
        }
        assertThat(lives(session, false)).as("somebody looks").isTrue();
        clock.pass(Duration.ofMinutes(29));
        assertThat(lives(session, true)).isTrue();
        clock.pass(Duration.ofMinutes(2));
        assertThat(lives(session, true))
                .as("nobody has looked for half an hour")
                .isFalse();
    }

    @Test
    void a_desk_is_closed_with_the_last_who_needs_it_and_not_opened_again_by_a_late_request() {
        try (Desks desks = new Desks(users)) {
            desks.use("rita");
            Desk desk = desks.of("rita");
            assertThat(desks.hold("rita")).isSameAs(desk);
            desks.released("rita");
            assertThat(desks.of("rita")).as("work of rita goes on").isSameAs(desk);
            desks.released("rita");
            assertThatThrownBy(() -> desks.of("rita"))
                    .isInstanceOf(Refused.class)
                    .hasMessage("NO_ROLE  the session of user \"rita\" has ended: sign in again");
            assertThatThrownBy(desk::companies).isNotNull();
            assertThatThrownBy(() -> desks.hold("nobody")).isInstanceOf(Refused.class);
            assertThatThrownBy(() -> desks.of("nobody"))
                    .as("what could not be opened is not held")
                    .hasMessageContaining("has ended");
        }
    }

    @Test
    void the_command_decides_where_the_console_listens_and_not_the_environment() {
        assertThat(rig.address()).startsWith("http://127.0.0.1:");
        Map<String, Object> settings = new HashMap<>(rig.server.consoleSettings());
        settings.put("server.port", 0);
        settings.put("server.address", "localhost");
        settings.put("logging.level.root", "WARN");
        System.setProperty("server.port", "1");
        try (WebServer other = WebServer.open(settings)) {
            assertThat(other.address()).startsWith("http://localhost:").doesNotEndWith(":1/");
        } finally {
            System.clearProperty("server.port");
        }
    }
}
