package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periodclose.Commands;
import org.periodclose.cli.InProcess;
import org.periodclose.contract.Books;
import org.periodclose.contract.Folder;

/** The commands around an on-hand adjustment: what they refuse, what stands in whose way, what they show. */
class OnHandTest {
    private static final String PRICE_15 =
            "adjust --on-hand --company C --journal H --method fixed-cost-price --price 15";

    private Books books = Books.empty();
    private Commands program = InProcess.on(books.url());

    @BeforeEach
    void closed() {
        StockLedger.imported(program, "FIFO", """
                1 Feb  F R 2 @ 10
                5 Feb  F R 1 @ 13
                19 Feb  F I 1 @ 11
                5 Mar  F I 1 @ 12
                6 Mar  F R 1 @ 9
                """);
    }

    private String done(String command) {
        return program.line(command).exited(0).out();
    }

    private String refused(String command) {
        return program.line(command).exited(4).err();
    }

    private void close(String date) {
        done("close --company C --date " + date);
    }

    private void posted() {
        close("2026-02-28");
        done(PRICE_15);
        done("post --company C --journal H");
    }

    // Proposing

    @Test
    void without_a_close_nothing_is_on_hand() {
        assertThat(refused(PRICE_15))
                .contains(
                        "NO_CLOSE  this program has not closed inventory of company \"C\" in the ACCOUNTING layer: there is nothing on hand as of a close:"
                                + " close the period first, or leave --on-hand out");
    }

    @Test
    void the_journal_shows_each_open_layer_with_what_is_open_of_it() {
        close("2026-02-28");
        assertThat(program.line(PRICE_15 + " --output json")
                        .exited(0)
                        .json()
                        .get("sum")
                        .asString())
                .isEqualTo("7.00");
        assertThat(done("journal --company C --journal H --output csv")).contains("R1,", "R2,");
        assertThat(done("journal --company C --journal H --output json"))
                .containsSubsequence("\"R1\"", "\"5.00\"", "\"R2\"", "\"2.00\"");
    }

    @Test
    void what_is_issued_must_not_be_more_than_what_is_open() {
        StockLedger.imported(program, "FIFO", """
                1 Feb  F R 2 @ 10
                5 Feb  F R 1 @ 13
                19 Feb  F I 1 @ 11
                5 Mar  F I 1 @ 12
                6 Mar  F R 1 @ 9
                7 Mar  F R 1 @ 9 of I3
                8 Mar  F I 6 @ 9
                """);
        close("2026-03-31");
        assertThat(refused(PRICE_15))
                .contains(
                        "NEGATIVE_ON_HAND  item \"A1\" at \"S1 W1\": the close of 2026-03-31 (run 1) left 1 open and 4 issued that nothing paid for, so nothing is on"
                                + " hand: leave it out of the selection; close again when its receipts are there, then adjust it");
    }

    @Test
    void a_selection_without_anything_open_is_refused() {
        close("2026-02-28");
        assertThat(refused(PRICE_15 + " --site S2"))
                .contains("NOTHING_SELECTED  the close of 2026-02-28 (run 1) left nothing open of the selection:"
                        + " widen the selection: fewer options select more; layers --run 1 shows what is open");
        assertThat(program.line(PRICE_15 + " --settled").exited(2).err())
                .contains("--settled and --on-hand exclude each other");
    }

    // Posting

    @Test
    void it_is_posted_on_the_day_of_the_close_and_on_no_other() {
        close("2026-02-28");
        done(PRICE_15);
        assertThat(refused("post --company C --journal H --posting-date 2026-03-31"))
                .contains(
                        "OTHER_ARGUMENTS  journal \"H\" revalues what the close of 2026-02-28 (run 1) left open and is posted on 2026-02-28, not on 2026-03-31:"
                                + " post it without --posting-date, or with --posting-date 2026-02-28");
        assertThat(program.line("post --company C --journal H --posting-date 2026-02-28 --output json")
                        .exited(0)
                        .out())
                .contains("\"type\": \"ON_HAND_ADJUSTMENT\"");
    }

    @Test
    void its_period_must_be_open() {
        close("2026-02-28");
        done(PRICE_15);
        books.sql().sql("update fiscal_period set status = 'CLOSED'").update();
        assertThat(refused("post --company C --journal H")).contains("PERIOD_NOT_OPEN");
    }

    @Test
    void a_later_close_makes_it_outdated_until_it_is_computed_again() {
        close("2026-02-28");
        done(PRICE_15);
        close("2026-03-31");
        assertThat(refused("post --company C --journal H"))
                .contains(
                        "PROPOSAL_OUTDATED  journal \"H\" revalues what the close of 2026-02-28 (run 1) left open, and the close of 2026-03-31 (run 2) is the last"
                                + " active one now: compute it again with adjust --company C --journal H --again, then look at it and post it");
        done("adjust --company C --journal H --again");
        assertThat(done("post --company C --journal H --output json")).contains("\"postingDate\": \"2026-03-31\"");
    }

    @Test
    void another_journal_over_the_same_layers_makes_it_outdated() {
        close("2026-02-28");
        done(PRICE_15);
        done(PRICE_15.replace("--journal H", "--journal H2"));
        done("post --company C --journal H");
        assertThat(refused("post --company C --journal H2"))
                .contains(
                        "PROPOSAL_OUTDATED  layer \"R1\" of item \"A1\" is not open any more: another journal has revalued it:"
                                + " compute it again with adjust --company C --journal H2 --again, then look at it and post it");
    }

    @Test
    void the_checksum_of_the_dry_run_is_that_of_the_run_and_covers_the_layers() {
        close("2026-02-28");
        done(PRICE_15);
        Matcher planned = Pattern.compile("\"checksum\": \"([0-9a-f]+)\"")
                .matcher(done("post --company C --journal H --dry-run --output json"));
        assertThat(planned.find()).isTrue();
        String checksum = planned.group(1);
        done("post --company C --journal H --expect " + checksum);
        done("verify --company C");
        books.sql().sql("alter table match disable trigger append_only").update();
        books.sql()
                .sql(
                        "update match set amount = amount + 1 where principle = 'ON_HAND' and layer_id = (select min(layer_id) from match where principle = 'ON_HAND')")
                .update();
        assertThat(program.line("verify --company C").exited(6).err())
                .contains("run 2 breaks the law that every line of a journal over the layers of a close")
                .contains("its matches, or the layers that it made, were changed");
    }

    @Test
    void the_manifest_names_the_close_that_its_journal_is_over() {
        posted();
        close("2026-03-31");
        done("verify --company C");
        for (String other : List.of("3", "null")) {
            books.sql()
                    .sql("update adjustment_journal set close_run_id = " + other)
                    .update();
            assertThat(program.line("verify --company C").exited(6).err())
                    .contains("run 2 is not what was posted: the close that its journal adjusts was changed");
        }
    }

    @Test
    void four_eyes_hold_for_it_also_in_the_database() {
        close("2026-02-28");
        done(PRICE_15);
        books.sql().sql("update company set four_eyes = true").update();
        assertThat(refused("post --company C --journal H")).contains("NOT_RELEASED");
        assertThat(books.sql()
                        .sql("select pg_get_triggerdef(oid) from pg_trigger where tgname = 'four_eyes'")
                        .query(String.class)
                        .single())
                .contains("ON_HAND_ADJUSTMENT");
    }

    // Cancelling

    @Test
    void it_stands_in_the_way_of_cancelling_its_close() {
        posted();
        assertThat(refused("cancel --run 1")).contains("RUN_IN_THE_WAY  run 2 of journal \"H\"");
        done("cancel --run 1 --chain --confirm 1");
        assertThat(done("runs --company C --output csv")).contains("ON_HAND_ADJUSTMENT", "CANCELLATION");
        done("verify --company C");
    }

    @Test
    void a_later_close_stands_in_its_way_and_without_it_all_is_as_before() {
        posted();
        close("2026-03-31");
        assertThat(refused("cancel --run 2")).contains("RUN_IN_THE_WAY  run 3");
        done("cancel --run 2 --chain --confirm 2");
        assertThat(StockLedger.told(program, "close --company C --date 2026-03-31"))
                .isEqualTo("""
                31 Mar close
                  I2 takes 1 from R1: 10.00
                  I2 +2.00
                  left R2 1 for 13.00
                  left R3 1 for 9.00
                """);
        done("verify --company C");
    }

    @Test
    void what_revalues_its_layers_again_stands_in_its_way() {
        posted();
        done(PRICE_15.replace("--journal H", "--journal H2").replace("--price 15", "--price 14"));
        done("post --company C --journal H2");
        assertThat(refused("cancel --run 2")).contains("RUN_IN_THE_WAY  run 3 of journal \"H2\"");
        done("cancel --run 3");
        done("cancel --run 2");
    }

    // Inquiries

    @Test
    void what_is_shown_of_it() {
        posted();
        assertThat(done("settlements --run 2 --output csv")).contains("~2/1", "~2/2", "ON_HAND");
        assertThat(done("voucher --run 2 --output csv")).contains("41,91.1").contains("7.00");
        assertThat(done("explain --run 2 --line 1 --output json")).contains("~2/1", "~2/2");
        assertThat(done("report inventory-value --company C --date 2026-02-28 --format csv"))
                .contains("30.00");
        close("2026-03-31");
        assertThat(done("explain --company C --transaction I2 --output json")).contains("\"~2/1\"");
        assertThat(done("report reconciliation --company C --as-of 2026-12-31 --format csv"))
                .doesNotContain("do not agree");
    }

    // Import

    @Test
    void an_import_cannot_change_it() {
        close("2026-02-28");
        done(PRICE_15);
        assertThat(program.run(
                                "import",
                                Folder.create()
                                        .file("adjustments.csv", "company,journal,transaction_id,amount\nC,H,R1,1.00\n")
                                        .toString())
                        .exited(4)
                        .err())
                .contains("journal \"H\" of company \"C\" is over the layers of a close, an import cannot change it:"
                        + " remove its rows, and compute it again with adjust --again");
    }
}
