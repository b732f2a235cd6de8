package org.periodclose.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.periodclose.Patience;
import org.periodclose.core.fault.Outcome;
import org.slf4j.LoggerFactory;

/** Listeners that are away, slow or angry. */
class DeliveryTest {
    private final Logger log = (Logger) LoggerFactory.getLogger(Delivery.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void leave() {
        log.detachAppender(lines);
    }

    /** Twice the patience in all; the limit is for a machine that is busy with other things. */
    @Test
    @Timeout(value = Patience.MINUTES, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void listeners_that_never_answer_cost_one_warning_each_and_are_given_up() {
        try (Listener listener = Listener.silent()) {
            tell(listener.url());
        }
        assertThat(warnings())
                .hasSize(3)
                .allSatisfy(warning -> assertThat(warning).contains("did not reach http://localhost:"));
    }

    @Test
    void a_listener_that_is_away_or_angry_is_named_without_its_key() throws IOException {
        String nowhere;
        try (ServerSocket free = new ServerSocket(0)) {
            nowhere = "http://localhost:" + free.getLocalPort();
        }
        tell(nowhere);
        try (Listener listener = Listener.answering(500)) {
            tell(listener.url().replace("localhost", "user:pass@localhost"));
            assertThat(listener.heard("/key/start").get(0).headers())
                    .containsEntry("Authorization", List.of("Basic dXNlcjpwYXNz"));
        }
        assertThat(warnings())
                .hasSize(6)
                .allSatisfy(warning -> assertThat(warning).doesNotContain("key").doesNotContain("pass@"))
                .anySatisfy(warning -> assertThat(warning).contains("metrics").contains("connection refused"))
                .anySatisfy(warning -> assertThat(warning).contains("it answered 500"));
    }

    private static void tell(String url) {
        TelemetrySettings settings = TelemetrySettings.of(
                new TelemetrySettings.Given(url + "/key", url + "/key/push", url + "/key/otlp", null), Map.of());
        Telemetry.begin(settings, Clock.systemUTC(), "C").end(Outcome.DONE, List.of(), Optional.empty());
    }

    private List<String> warnings() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
