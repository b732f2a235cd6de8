package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.periodclose.Ended;
import org.periodclose.database.TestDatabase;
import tools.jackson.databind.JsonNode;

/** What the README's first command shows. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoTest {
    private static final InProcess PROGRAM = InProcess.on(TestDatabase.freshUrl());

    @Test
    @Order(1)
    void a_journal_is_posted_and_its_month_closed_on_one_page() {
        Ended first = PROGRAM.run("demo");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.err()).contains("Checking the month: 9,021 transactions take part, 0 faults, 5 to look at");
        assertThat(first.out())
                .startsWith("Voucher AWC-000001")
                .contains("5,890 settlements of 10,972.25 USD in all, summed in 41 lines.")
                .contains("Inventory is closed up to 2025-10-31, company AWC")
                .contains("Recalculated    up to 2025-10-20: run 2, voucher AWC-000002")
                .contains("MARKED_RECEIPT_NOT_THERE", "RECEIPT_ONLY_PHYSICAL", "NO_RECEIPT");
        assertThat(PROGRAM.run("demo").out()).isEqualTo(first.out());
    }

    @Test
    @Order(2)
    void scripts_get_the_voucher_the_close_and_what_it_left() {
        JsonNode month = PROGRAM.run("demo", "--output", "json").json();
        assertThat(month.at("/voucher").asString()).isEqualTo("AWC-000001");
        assertThat(month.at("/voucherLines").size()).isEqualTo(41);
        assertThat(month.at("/close/type").asString()).isEqualTo("CLOSE");
        assertThat(month.at("/close/closedOn").asString()).isEqualTo("2025-10-31");
        assertThat(month.at("/unsettled").size()).isEqualTo(4);
    }

    @Test
    @Order(3)
    void the_books_hold_and_nothing_more_is_found() {
        assertThat(PROGRAM.run("verify", "--company", "AWC").exitCode()).isZero();
        Ended again =
                PROGRAM.run("recalculate", "--company", "AWC", "--date", "2025-11-01", "--output", "json");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.json().at("/runs/0/voucher").isNull()).isTrue();
    }
}
