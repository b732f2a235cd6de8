package org.periodclose.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.periodclose.TestClock;

class ThrottleTest {
    private final TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Throttle throttle = new Throttle(clock);

    private void fail(int times, String... who) {
        for (int i = 0; i < times; i++) {
            throttle.failed(who);
        }
    }

    @Test
    void the_first_failures_cost_nothing() {
        fail(4, "name a");
        assertThat(throttle.wait("name a")).isZero();
    }

    @Test
    void then_each_costs_twice_the_wait_up_to_five_minutes() {
        fail(5, "name a");
        assertThat(throttle.wait("name a")).isEqualTo(Duration.ofSeconds(2));
        fail(1, "name a");
        assertThat(throttle.wait("name a")).isEqualTo(Duration.ofSeconds(4));
        fail(1, "name a");
        assertThat(throttle.wait("name a")).isEqualTo(Duration.ofSeconds(8));
        fail(100, "name a");
        assertThat(throttle.wait("name a")).isEqualTo(Duration.ofMinutes(5));
        clock.pass(Duration.ofSeconds(299));
        assertThat(throttle.wait("name a")).isEqualTo(Duration.ofSeconds(1));
        clock.pass(Duration.ofSeconds(1));
        assertThat(throttle.wait("name a")).isLessThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void an_address_that_tries_many_names_waits_too_and_others_do_not() {
        for (int i = 0; i < 6; i++) {
            throttle.failed("name " + i, "address x");
        }
        assertThat(throttle.wait("name 9", "address x")).isEqualTo(Duration.ofSeconds(4));
        assertThat(throttle.wait("name 9", "address y")).isZero();
    }

    @Test
    void an_office_behind_one_address_does_not_pay_for_the_mistypings_of_a_day() {
        for (int day = 0; day < 100; day++) {
            fail(4, "address x");
            assertThat(throttle.wait("address x")).isLessThanOrEqualTo(Duration.ZERO);
            clock.pass(Duration.ofSeconds(15 * 60 + 1));
        }
        fail(6, "address x");
        clock.pass(Duration.ofMinutes(15));
        fail(1, "address x");
        assertThat(throttle.wait("address x")).as("not yet forgotten").isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void a_good_password_clears_the_name_and_not_the_address() {
        fail(6, "name a", "address x");
        throttle.succeeded("name a");
        assertThat(throttle.wait("name a")).isZero();
        assertThat(throttle.wait("address x")).isEqualTo(Duration.ofSeconds(4));
    }
}
