package org.periodclose.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.desk.ConsoleServer;
import org.periodclose.web.Guest.Page;

/** Sign-in by OpenID Connect: the provider says who it is, the database what that user may do. */
class IdentityProviderTest {
    private static ConsoleServer server;
    private static OpenIdProvider provider;
    private static WebServer web;

    @BeforeAll
    static void open(@TempDir Path directory) throws Exception {
        server = new ConsoleServer(directory);
        server.as("ledger_owner").sql("""
                        create role carla nologin in role period_close_approver;
                        grant carla to period_close_console with inherit false, set true;
                        create role nora nologin;
                        """).update();
        provider = new OpenIdProvider();
        Map<String, Object> settings = new HashMap<>(server.consoleSettings());
        settings.put("server.port", 0);
        settings.put("server.address", "127.0.0.1");
        settings.put("server.servlet.session.cookie.same-site", "lax");
        settings.put("logging.level.root", "WARN");
        String registration = "spring.security.oauth2.client.registration.company.";
        settings.put(registration + "client-id", OpenIdProvider.CLIENT);
        settings.put(registration + "client-secret", "secret");
        settings.put(registration + "scope", "openid,profile");
        settings.put(registration + "client-name", "The company");
        settings.put("spring.security.oauth2.client.provider.company.issuer-uri", provider.address());
        web = WebServer.open(settings);
    }

    @AfterAll
    static void close() throws Exception {
        web.close();
        provider.close();
        server.close();
    }

    /** What the browser is told after the provider has sent it back. */
    private static Page signsIn(Guest guest, String user) {
        assertThat(guest.get("/sign-in").body()).contains("/oauth2/authorization/company", "The company");
        provider.knows(user);
        URI toProvider = URI.create(guest.get("/oauth2/authorization/company").header("Location"));
        return guest.get(provider.sendsBackTo(toProvider));
    }

    @Test
    void who_has_a_role_in_the_database_comes_in_without_a_password_there() {
        Guest carla = new Guest(web.address());
        assertThat(signsIn(carla, "carla").leadsTo()).isEqualTo("/");
        assertThat(carla.get("/company?company=C").text()).contains("carla approver");
        carla.get("/do/begin-journal?company=C");
        carla.work("/do/begin-journal", "once", "o1", "company", "C", "journal", "BYCARLA", "go", "run");
        assertThat(server.as("ledger_owner")
                        .sql("select made_by::text from adjustment_journal where journal = 'BYCARLA'")
                        .query(String.class)
                        .single())
                .isEqualTo("{carla}");
    }

    @Test
    void who_has_no_role_is_told_so() {
        for (String nobody : new String[] {"nora", "not-a-user", "postgres", "period_close_approver"}) {
            Guest guest = new Guest(web.address());
            assertThat(signsIn(guest, nobody).leadsTo()).as(nobody).isEqualTo("/sign-in?no-role");
            assertThat(guest.get("/runs").leadsTo()).startsWith("/sign-in");
        }
    }

    @Test
    void a_token_that_another_key_has_signed_admits_nobody() {
        Guest guest = new Guest(web.address());
        provider.signsWithAnotherKey(true);
        try {
            assertThat(signsIn(guest, "carla").leadsTo()).isEqualTo("/sign-in?wrong");
        } finally {
            provider.signsWithAnotherKey(false);
        }
        assertThat(guest.get("/runs").leadsTo()).startsWith("/sign-in");
    }

    @Test
    void an_answer_that_nobody_has_asked_for_admits_nobody() {
        provider.knows("carla");
        Guest guest = new Guest(web.address());
        assertThat(guest.get("/login/oauth2/code/company?code=1&state=made-up").leadsTo())
                .isEqualTo("/sign-in?wrong");
    }
}
