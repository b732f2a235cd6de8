package org.periodclose.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.periodclose.Patience;
import org.periodclose.TestClock;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.desk.ConsoleUsers;
import org.periodclose.desk.Desk;
import org.periodclose.desk.Execution;
import org.periodclose.desk.Watcher;
import org.periodclose.view.CompanyViews;
import org.periodclose.web.Guest.Page;

/** The console over HTTP, without a browser. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class ConsoleTest {
    private static ConsoleRig rig;

    @BeforeAll
    static void open(@TempDir Path directory) throws Exception {
        rig = new ConsoleRig(directory);
        rig.stock();
        rig.server.as("ledger_owner").sql("""
                        insert into item (company_id, item_number, name, item_group_id, inventory_model)
                        select g.company_id, 'BELL', 'Bell', g.id, 'MOVING_AVERAGE'
                          from item_group g join company c on c.id = g.company_id where c.company = 'S';
                        insert into cost_object (company_id, item_id) select company_id, id from item where item_number = 'BELL';
                        insert into posting_profile (company_id, account_type, item_code, main_account_id)
                        select a.company_id, t, 'ALL', a.id
                          from company c join main_account a on a.company_id = c.id
                          join (values ('REVALUATION_PROFIT', '91.1'), ('REVALUATION_LOSS', '91.2')) v(t, n) on n = a.main_account
                         where c.company = 'S';
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, physical_date, financial_date, cost_amount,
                               open, cost_object_id)
                        select i.company_id, 'BELL-1', i.id, 'RECEIPT', 10, '2025-01-05', '2025-01-05', 50.00, true, o.id
                          from item i join cost_object o on o.item_id = i.id where i.item_number = 'BELL';
                        """).update();
    }

    @AfterAll
    static void close() throws Exception {
        rig.close();
    }

    private static String value(String sql) {
        return rig.server.as("ledger_owner").sql(sql).query(String.class).single();
    }

    private static long number(String sql) {
        return rig.server.as("ledger_owner").sql(sql).query(Long.class).single();
    }

    /** A journal of two lines that nobody has released. */
    private static void journal(String name, String maker) {
        Guest guest = rig.as(maker);
        guest.get("/do/begin-journal?company=C");
        Page begun = guest.post("/do/begin-journal", "once", name, "company", "C", "journal", name, "go", "run");
        assertThat(guest.outcome(begun).text()).contains(name);
        guest.get("/edit?company=C&journal=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
        assertThat(type(guest, name, "T1", "10.00", "").body()).contains("\"stored\": 1");
        assertThat(type(guest, name, "T2", "-4.00", "").body()).contains("\"stored\": 1");
    }

    private static Page type(Guest guest, String journal, String transaction, String amount, String seen) {
        return guest.postByScript(
                "/edit/type",
                "company",
                "C",
                "journal",
                journal,
                "transaction",
                transaction,
                "amount",
                amount,
                "seen",
                seen);
    }

    /** A journal of company S with one line. */
    private static void journalOfS(Guest guest, String name, String transaction, String amount) {
        guest.get("/do/begin-journal?company=S");
        guest.work("/do/begin-journal", "once", name, "company", "S", "journal", name, "go", "run");
        assertThat(amount(guest, name, transaction, amount, "").body()).contains("\"stored\": 1");
    }

    private static Page amount(Guest guest, String journal, String transaction, String amount, String seen) {
        guest.get("/edit?company=S&journal=" + URLEncoder.encode(journal, StandardCharsets.UTF_8));
        return guest.postByScript(
                "/edit/type",
                "company",
                "S",
                "journal",
                journal,
                "transaction",
                transaction,
                "amount",
                amount,
                "seen",
                seen);
    }

    private static String status(String journal) {
        return value("select status from adjustment_journal where journal = '" + journal + "'");
    }

    private static String runOf(String journal) {
        return value(
                "select r.id from posting_run r join adjustment_journal j on j.id = r.journal_id where r.cancels_run_id is null and j.journal = '"
                        + journal + "'");
    }

    private static Page send(Guest guest, String form, String... fields) {
        List<String> all = new ArrayList<>(List.of("once", "send-" + System.nanoTime()));
        all.addAll(List.of(fields));
        return guest.work(form, all);
    }

    private static Page press(Guest guest, Page looked, String form) {
        List<String> fields = new ArrayList<>(looked.fields(form));
        fields.addAll(List.of("go", "run"));
        return guest.work(form, fields);
    }

    private static List<String> exactly(Page looked) {
        List<String> fields = new ArrayList<>(looked.fields("/do/post"));
        fields.addAll(List.of("go", "run"));
        return fields;
    }

    private static Page look(Guest guest, String journal) {
        guest.get("/do/post?company=C&journal=" + journal);
        return guest.work(
                "/do/post",
                "once",
                "look-" + journal + System.nanoTime(),
                "company",
                "C",
                "journal",
                journal,
                "postingDate",
                "2025-10-31",
                "updateLedger",
                "true",
                "go",
                "look");
    }

    // The way in

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/runs",
                "/runs/1",
                "/company?company=C",
                "/do/post?company=C",
                "/work",
                "/edit?company=C&journal=J"
            })
    void nobody_sees_a_page_without_signing_in(String path) {
        Page answer = new Guest(rig.address()).get(path);
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.leadsTo()).startsWith("/sign-in");
    }

    @Test
    void after_signing_in_one_is_where_one_wanted_to_be() {
        Guest guest = new Guest(rig.address());
        guest.get("/sign-in?back=/runs?company%3DC");
        Page answer =
                guest.post("/sign-in", "name", "rita", "password", ConsoleRig.PASSWORD, "back", "/runs?company=C");
        assertThat(answer.leadsTo()).isEqualTo("/runs?company=C");
        assertThat(guest.get(answer.leadsTo()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"})
    void nobody_is_led_elsewhere(String back) {
        Guest guest = new Guest(rig.address());
        guest.get("/sign-in");
        Page answer = guest.post("/sign-in", "name", "rita", "password", ConsoleRig.PASSWORD, "back", back);
        assertThat(answer.header("Location")).isEqualTo("/");
    }

    @Test
    void a_wrong_name_and_a_wrong_password_are_told_in_the_same_words() {
        Page name = new Guest(rig.address()).signIn("nobody", ConsoleRig.PASSWORD);
        Page password = new Guest(rig.address()).signIn("rita", "not the password");
        assertThat(name.leadsTo()).isEqualTo("/sign-in?wrong").isEqualTo(password.leadsTo());
        assertThat(new Guest(rig.address()).get("/sign-in?wrong").text())
                .contains("There is no user with this name and this password.");
        rig.as("rita");
    }

    @Test
    void the_session_is_a_cookie_that_no_script_and_no_other_site_gets() {
        Guest guest = new Guest(rig.address());
        guest.get("/sign-in");
        String before = guest.cookies().toString();
        Page answer = guest.post("/sign-in", "name", "rita", "password", ConsoleRig.PASSWORD);
        assertThat(answer.response().headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("period-close=")
                        && cookie.contains("HttpOnly")
                        && cookie.contains("SameSite=Strict"));
        assertThat(guest.cookies().toString())
                .as("a new session after signing in")
                .isNotEqualTo(before);
    }

    @Test
    void who_has_signed_out_is_out() {
        Guest guest = rig.as("rita");
        guest.get("/runs");
        assertThat(guest.post("/sign-out").leadsTo()).isEqualTo("/sign-in?out");
        assertThat(guest.get("/runs").leadsTo()).startsWith("/sign-in");
    }

    // What a browser may do

    private static final List<String> PAGES = List.of(
            "/company?company=C",
            "/runs",
            "/runs?company=C&type=CLOSE&status=POSTED&layer=ACCOUNTING",
            "/journals?company=C",
            "/journal?company=C&journal=J",
            "/edit?company=C&journal=J",
            "/transaction?company=C&transaction=T1",
            "/cost?company=C&transaction=T1",
            "/check?company=C&date=2025-10-31",
            "/verify?company=C",
            "/work",
            "/reports/adjustments?company=C&to=2025-12-31",
            "/reports/reconciliation?company=C&to=2025-12-31",
            "/reports/inventory-value?company=C&to=2025-12-31",
            "/reports/balance-turnover?company=C&from=2025-01-01&to=2025-12-31",
            "/runs/99");

    private static Stream<String> forms() {
        List<String> names = new ArrayList<>();
        new Actions()
                .all()
                .forEach(action -> names.add("/do/" + action.name() + "?company=C&journal=J&run=1&period=2025"));
        return names.stream();
    }

    @Test
    void every_page_is_strict_about_what_it_loads() {
        Guest guest = rig.as("alice");
        Pattern inline = Pattern.compile("<script(?![^>]* src=)|<style|\\sstyle=|\\son[a-z]+=|javascript:");
        for (String path : Stream.concat(PAGES.stream(), forms()).toList()) {
            Page page = guest.get(path);
            assertThat(page.status()).as(path).isIn(200, 404);
            assertThat(page.header("Content-Security-Policy"))
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(page.header("Cache-Control")).contains("no-store");
            assertThat(inline.matcher(page.body()).find()).as(path).isFalse();
            assertThat(page.body()).as(path).startsWith("<!DOCTYPE html>").contains("<title>");
            assertThat(page.text()).as(path).doesNotContain("UNEXPECTED", "??", "${");
        }
    }

    @Test
    void a_form_without_the_token_of_its_page_is_not_taken() {
        Guest guest = rig.as("alice");
        long before = number("select count(*) from posting_run");
        Page answer = guest.postWithoutToken("/do/post", "company", "C", "journal", "J", "go", "run");
        assertThat(answer.leadsTo()).isEqualTo("/sign-in?expired");
        assertThat(number("select count(*) from posting_run")).isEqualTo(before);
    }

    @Test
    void a_script_is_told_that_the_session_has_ended() {
        assertThat(new Guest(rig.address())
                        .postByScript("/edit/type", "company", "C", "journal", "J", "transaction", "T1", "amount", "1")
                        .status())
                .isEqualTo(401);
    }

    // Roles

    @Test
    void a_reader_sees_everything_and_sends_nothing() {
        Guest guest = rig.as("rita");
        for (Action action : new Actions().all()) {
            String path = "/do/" + action.name();
            assertThat(guest.get(path + "?company=C&journal=J&run=1&period=2025")
                            .text())
                    .as(path)
                    .contains("sending it is for the role");
            Page answer = guest.post(path, "company", "C", "journal", "J", "run", "1", "go", "run");
            assertThat(answer.status()).as(path).isEqualTo(403);
            assertThat(answer.text()).as(path).contains("ROLE_NEEDED", "user \"rita\" signs in as reader");
        }
        Page typed = type(guest, "J", "T1", "1.00", "");
        assertThat(typed.status()).isEqualTo(403);
    }

    @Test
    void a_reader_is_told_what_a_check_needs() {
        Page answer = rig.as("rita").get("/check?company=C&date=2025-10-31");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text())
                .contains("ROLE_NEEDED", "this is for the role operator")
                .doesNotContain("denied");
    }

    @Test
    void an_operator_cannot_switch_four_eyes_off() {
        Guest alice = rig.as("alice");
        setFourEyes(alice, true);
        try {
            alice.get("/company?company=C");
            Page answer = alice.work(
                    "/do/change-company", "once", "off", "company", "C", "seen.FOUR_EYES", "true", "go", "run");
            assertThat(answer.text()).contains("ROLE_NEEDED");
            assertThat(value("select four_eyes from company where company = 'C'"))
                    .isEqualTo("t");
        } finally {
            setFourEyes(rig.as("bob"), false);
        }
    }

    @Test
    void an_operator_cannot_release() {
        Guest guest = rig.as("alice");
        guest.get("/do/release?company=C&journal=J");
        Page answer = guest.post("/do/release", "company", "C", "journal", "J", "go", "run");
        assertThat(answer.text()).contains("ROLE_NEEDED", "role approver");
    }

    // Posting

    @Test
    void what_was_looked_at_is_posted_once_however_often_the_button_is_pressed() {
        journal("ONCE", "alice");
        Guest guest = rig.as("alice");
        Page looked = look(guest, "ONCE");
        assertThat(looked.text()).contains("Dry run: nothing was posted", "Post exactly this");
        List<String> fields = exactly(looked);
        Page first = guest.post("/do/post", fields);
        Page second = guest.post("/do/post", fields);
        assertThat(second.leadsTo()).isEqualTo(first.leadsTo());
        assertThat(guest.outcome(first).text()).contains("posted");
        Page third = guest.work("/do/post", fields);
        assertThat(third.text()).doesNotContain("UNEXPECTED");
        assertThat(
                        number(
                                "select count(*) from posting_run r join adjustment_journal j on j.id = r.journal_id where j.journal = 'ONCE'"))
                .isEqualTo(1);
        assertThat(
                        value(
                                "select started_by from posting_run r join adjustment_journal j on j.id = r.journal_id where j.journal = 'ONCE'"))
                .isEqualTo("alice");
    }

    @Test
    void what_has_changed_since_it_was_looked_at_is_not_posted() {
        journal("CHANGED", "alice");
        Guest guest = rig.as("alice");
        List<String> fields = exactly(look(guest, "CHANGED"));
        guest.get("/edit?company=C&journal=CHANGED");
        assertThat(type(guest, "CHANGED", "T1", "11.00", "10.00").body()).contains("\"stored\": 1");
        guest.get("/do/post?company=C");
        Page answer = guest.work("/do/post", fields);
        assertThat(answer.text()).contains("CHECKSUM_DIFFERS");
        assertThat(value("select status from adjustment_journal where journal = 'CHANGED'"))
                .isEqualTo("OPEN");
    }

    @Test
    void of_several_journals_those_that_were_looked_at_are_posted_as_they_were() {
        Guest guest = rig.as("alice");
        journalOfS(guest, "MANY, 1", "HELMET-1", "1.00");
        journalOfS(guest, "MANY2", "HELMET-2", "2.00");
        guest.get("/do/post?company=S");
        Page looked = send(guest, "/do/post", "company", "S", "postingDate", "2025-10-31", "note", "x", "go", "look");
        assertThat(looked.text()).contains("Post these").doesNotContain("Post exactly this");
        journalOfS(guest, "MANY3", "HELMET-4", "3.00");
        assertThat(amount(guest, "MANY2", "HELMET-2", "2.50", "2.00").body()).contains("\"stored\": 1");
        guest.get("/do/post?company=S");
        Page posted = press(guest, looked, "/do/post");
        assertThat(posted.text()).contains("CHECKSUM_DIFFERS");
        assertThat(status("MANY, 1")).isEqualTo("POSTED");
        assertThat(status("MANY2")).as("it has changed").isEqualTo("OPEN");
        assertThat(status("MANY3")).as("nobody has looked at it").isEqualTo("OPEN");
        guest.get("/do/post?company=S");
        press(
                guest,
                send(guest, "/do/post", "company", "S", "postingDate", "2025-10-31", "note", "x", "go", "look"),
                "/do/post");
        assertThat(status("MANY2")).isEqualTo("POSTED");
        assertThat(status("MANY3")).isEqualTo("POSTED");
    }

    @Test
    void recalculations_are_cancelled_as_they_were_looked_at() {
        Guest guest = rig.as("alice");
        String[] look = {"company", "S", "from", "2025-01-01", "go", "look"};
        recalculate(guest, "2025-01-31");
        guest.get("/do/cancel-recalculations?company=S");
        Page looked = send(guest, "/do/cancel-recalculations", look);
        assertThat(looked.text()).contains("Cancel exactly these runs");
        recalculate(guest, "2025-02-28");
        guest.get("/do/cancel-recalculations?company=S");
        assertThat(press(guest, looked, "/do/cancel-recalculations").text())
                .contains(
                        "CHECKSUM_DIFFERS",
                        "other runs would be cancelled than those that were looked at",
                        "would be cancelled, too",
                        "look at them again, then cancel them");
        String active =
                "select count(*) from active_run r join company c on c.id = r.company_id where c.company = 'S' and r.type = 'RECALCULATION'";
        assertThat(number(active)).isEqualTo(2);
        guest.get("/do/cancel-recalculations?company=S");
        press(guest, send(guest, "/do/cancel-recalculations", look), "/do/cancel-recalculations");
        assertThat(number(active)).isZero();
    }

    @Test
    void a_close_shows_the_recalculations_that_it_cancels_and_cancels_no_others() {
        Guest guest = rig.as("alice");
        recalculate(guest, "2025-03-31");
        String[] look = {"company", "S", "date", "2025-01-31", "go", "look"};
        guest.get("/do/close?company=S");
        Page looked = send(guest, "/do/close", look);
        assertThat(looked.text()).contains("Recalculations of later days are cancelled first: runs ");
        recalculate(guest, "2025-04-30");
        guest.get("/do/close?company=S");
        Page refused = press(guest, looked, "/do/close");
        assertThat(refused.text()).contains("CHECKSUM_DIFFERS", "would be cancelled, too");
        guest.get("/do/close?company=S");
        String done = press(guest, send(guest, "/do/close", look), "/do/close").text();
        assertThat(done).contains("cancels run", "Run ");
        String close = value(
                "select max(r.id) from active_run r join company c on c.id = r.company_id where c.company = 'S' and r.type = 'CLOSE'");
        guest.get("/do/cancel?run=" + close);
        press(guest, send(guest, "/do/cancel", "run", close, "go", "look"), "/do/cancel");
    }

    @Test
    void what_was_refused_is_tried_again_by_the_same_button() {
        journal("AGAIN", "alice");
        Guest guest = rig.as("alice");
        List<String> fields = exactly(look(guest, "AGAIN"));
        rig.server
                .as("ledger_owner")
                .sql("update fiscal_period set status = 'ON_HOLD' where company_id = 1")
                .update();
        guest.get("/do/post?company=C");
        assertThat(guest.work("/do/post", fields).text()).contains("PERIOD_NOT_OPEN");
        rig.server
                .as("ledger_owner")
                .sql("update fiscal_period set status = 'OPEN' where company_id = 1")
                .update();
        guest.get("/do/post?company=C");
        guest.work("/do/post", fields);
        assertThat(status("AGAIN")).isEqualTo("POSTED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    12345678901234567890 | 12345678901234567890.00
                    1,5                  | 1.50
                    """)
    void an_amount_that_is_taken_can_be_taken_out(String typed, String stored) {
        String name = "OUT" + typed.length();
        journal(name, "alice");
        Guest guest = rig.as("alice");
        guest.get("/edit?company=C&journal=" + name);
        assertThat(type(guest, name, "T5", typed, "").body()).contains("\"stored\": 1");
        assertThat(type(guest, name, "T5", "", stored).body()).contains("\"stored\": 1");
        assertThat(type(guest, name, "T5", "9".repeat(200_000), "").body())
                .contains("BAD_VALUE", "has 200000 characters and is no amount");
    }

    private static void recalculate(Guest guest, String date) {
        guest.get("/do/recalculate?company=S");
        Page looked = send(guest, "/do/recalculate", "company", "S", "date", date, "go", "look");
        assertThat(press(guest, looked, "/do/recalculate").text()).contains("recalculated up to " + date, "Run ");
    }

    @Test
    void a_chain_is_cancelled_as_it_was_looked_at() {
        Guest guest = rig.as("alice");
        for (String name : List.of("CHAIN1", "CHAIN2")) {
            journal(name, "alice");
            guest.work("/do/post", exactly(look(guest, name)));
        }
        String[] look = {"run", runOf("CHAIN1"), "chain", "true", "go", "look"};
        guest.get("/do/cancel?run=1");
        Page looked = send(guest, "/do/cancel", look);
        assertThat(looked.body()).contains(">" + runOf("CHAIN2") + "<");
        journal("CHAIN3", "alice");
        guest.work("/do/post", exactly(look(guest, "CHAIN3")));
        guest.get("/do/cancel?run=1");
        Page refused = press(guest, looked, "/do/cancel");
        assertThat(refused.text()).contains("CHECKSUM_DIFFERS", "run " + runOf("CHAIN3") + " would be cancelled, too");
        String cancelled = "select count(*) from posting_run where status = 'POSTED' and cancels_run_id in ("
                + runOf("CHAIN1") + "," + runOf("CHAIN2") + "," + runOf("CHAIN3") + ")";
        assertThat(number(cancelled)).isZero();
        guest.get("/do/cancel?run=1");
        press(guest, send(guest, "/do/cancel", look), "/do/cancel");
        assertThat(number(cancelled)).isEqualTo(3);
    }

    @Test
    void prices_of_a_file_are_kept_from_the_look_to_the_posting() {
        Guest guest = rig.as("alice");
        guest.get("/do/revalue?company=S");
        Page looked = guest.outcome(guest.upload(
                "/do/revalue",
                "prices",
                "prices.csv",
                "item_number,price\nBELL,7.00\n".getBytes(StandardCharsets.UTF_8),
                "once",
                "prices",
                "company",
                "S",
                "date",
                "2025-10-31",
                "go",
                "look"));
        assertThat(looked.text()).contains("Dry run: nothing was posted", "Post exactly this");
        assertThat(press(guest, looked, "/do/revalue").text()).contains("revalued on 2025-10-31", "Run ");
        assertThat(number("select count(*) from posting_run where type = 'REVALUATION' and status = 'POSTED'"))
                .isEqualTo(1);
    }

    @Test
    void other_fields_are_other_work() {
        Guest guest = rig.as("alice");
        guest.get("/do/post?company=C");
        String[] first = {"once", "same", "company", "C", "journal", "NONE1", "go", "look"};
        String[] second = {"once", "same", "company", "C", "journal", "NONE2", "go", "look"};
        String begun = guest.post("/do/post", first).leadsTo();
        assertThat(guest.post("/do/post", first).leadsTo()).isEqualTo(begun);
        guest.get("/do/post?company=C");
        Page other = guest.post("/do/post", second);
        assertThat(other.leadsTo()).isNotEqualTo(begun);
        assertThat(guest.outcome(other).text()).contains("NONE2").doesNotContain("NONE1");
    }

    @Test
    void the_list_of_runs_shows_what_is_chosen_of_it() {
        journal("LISTED", "alice");
        Guest guest = rig.as("alice");
        guest.work("/do/post", exactly(look(guest, "LISTED")));
        String run = runOf("LISTED");
        String link = "href=\"/runs/" + run + "\"";
        assertThat(guest.get("/runs?company=C&status=ACTIVE&from=2025-10-31&to=2025-10-31")
                        .body())
                .contains(link, "Note");
        assertThat(guest.get("/runs?company=C&from=2025-11-01").body()).doesNotContain(link);
        assertThat(guest.get("/runs?company=C&to=2025-10-30").body()).doesNotContain(link);
        assertThat(guest.get("/runs?company=C&status=RUNNING").body()).doesNotContain(link);
        assertThat(guest.get("/runs?company=C&from=yesterday").status()).isEqualTo(400);
        guest.get("/do/cancel?run=" + run);
        press(guest, send(guest, "/do/cancel", "run", run, "go", "look"), "/do/cancel");
        assertThat(guest.get("/runs?company=C&status=ACTIVE").body()).doesNotContain(link);
        assertThat(guest.get("/runs?company=C&status=POSTED").body()).contains(link);
    }

    @Test
    void a_posted_run_is_cancelled_after_a_look() {
        journal("BACK", "alice");
        Guest guest = rig.as("alice");
        Page posted = guest.work("/do/post", exactly(look(guest, "BACK")));
        String run = value(
                "select r.id from posting_run r join adjustment_journal j on j.id = r.journal_id where j.journal = 'BACK'");
        assertThat(posted.body()).contains("href=\"/runs/" + run + "\"");
        Page page = guest.get("/runs/" + run);
        assertThat(page.text()).contains("Voucher", "Posting date");
        guest.get("/do/cancel?run=" + run);
        Page looked = guest.work("/do/cancel", "once", "c1", "run", run, "go", "look");
        assertThat(looked.text()).contains("Dry run: nothing was posted");
        List<String> fields = new ArrayList<>(looked.fields("/do/cancel"));
        fields.addAll(List.of("go", "run"));
        assertThat(guest.work("/do/cancel", fields).text()).contains("cancels run " + run);
        assertThat(guest.get("/runs/" + run).text()).contains("Cancelled by");
    }

    @Test
    void wrong_fields_are_told_together_and_the_form_keeps_what_was_filled_in() {
        Guest guest = rig.as("alice");
        guest.get("/do/close?company=C");
        Page answer = guest.post(
                "/do/close",
                "company",
                "C",
                "date",
                "2025-02-30",
                "minimumThroughput",
                "many",
                "note",
                "kept note",
                "go",
                "look");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("\"2025-02-30\" is not a date of the books", "\"many\" is not a number");
        assertThat(answer.body()).contains("value=\"kept note\"");
    }

    @Test
    void a_refusal_is_the_same_as_on_the_command_line() {
        Guest guest = rig.as("alice");
        assertThat(guest.get("/runs/99").text())
                .contains("UNKNOWN_RUN", "there is no run 99", "look up its number with `period-close runs`");
        guest.get("/do/post?company=C");
        Page answer = guest.work("/do/post", "once", "r1", "company", "C", "journal", "NONE", "go", "look");
        assertThat(answer.text()).contains("UNKNOWN_JOURNAL");
    }

    @Test
    void a_refusal_leads_to_where_its_remedy_is_done() {
        Guest guest = rig.as("alice");
        assertThat(guest.get("/runs/99").body()).contains("<a href=\"/runs\">Runs</a>");
        assertThat(guest.get("/company?company=NONE").body()).contains("<a href=\"/\">Companies</a>");
        guest.get("/do/post?company=C");
        assertThat(send(guest, "/do/post", "company", "C", "journal", "NONE", "go", "look")
                        .body())
                .contains("<p><a href=\"/journals?company=C\">Journals</a>");
        assertThat(send(guest, "/do/cancel", "run", "99", "go", "look").body())
                .contains("<p><a href=\"/runs\">Runs</a>");
        assertThat(guest.get("/runs/99?language=ru").body()).contains("<a href=\"/runs\">Обработки</a>");
        guest.get("/runs?language=en");
    }

    @Test
    void the_page_of_errors_says_which_it_is() {
        Guest guest = rig.as("rita");
        assertThat(guest.look("/error", "Accept", "text/html").text())
                .contains("This page says what went wrong. Nothing has.")
                .doesNotContain("There is no such page", "999");
    }

    // Four eyes

    @Test
    void four_eyes_are_the_databases() {
        Guest alice = rig.as("alice");
        setFourEyes(alice, true);
        try {
            journal("EYES", "bob");
            Guest bob = rig.as("bob");
            bob.get("/do/release?company=C&journal=EYES");
            assertThat(bob.work("/do/release", "once", "e1", "company", "C", "journal", "EYES", "go", "run")
                            .text())
                    .contains("SAME_USER");
            assertThat(look(alice, "EYES").text()).contains("Dry run");
            alice.get("/do/post?company=C&journal=EYES");
            assertThat(alice.work(
                                    "/do/post",
                                    "once",
                                    "e2",
                                    "company",
                                    "C",
                                    "journal",
                                    "EYES",
                                    "updateLedger",
                                    "true",
                                    "go",
                                    "run")
                            .text())
                    .contains("NOT_RELEASED");
            journal("EYES2", "alice");
            bob.get("/do/release?company=C&journal=EYES2");
            assertThat(bob.work("/do/release", "once", "e3", "company", "C", "journal", "EYES2", "go", "run")
                            .text())
                    .contains("released");
            assertThat(value("select released_by from adjustment_journal where journal = 'EYES2'"))
                    .isEqualTo("bob");
            assertThat(alice.work("/do/post", exactly(look(alice, "EYES2"))).text())
                    .contains("posted");
        } finally {
            setFourEyes(rig.as("bob"), false);
        }
    }

    private static void setFourEyes(Guest guest, boolean wanted) {
        guest.get("/company?company=C");
        Page answer = guest.work(
                "/do/change-company",
                "once",
                "four-eyes-" + System.nanoTime(),
                "company",
                "C",
                "seen.FOUR_EYES",
                String.valueOf(!wanted),
                "FOUR_EYES",
                String.valueOf(wanted),
                "go",
                "run");
        assertThat(answer.text()).contains("Changed: 1.");
    }

    // Setting up

    @Test
    void who_changed_what_is_kept_and_a_stale_form_changes_nothing() {
        Guest alice = rig.as("alice");
        Guest oskar = rig.as("oskar");
        alice.get("/company?company=C");
        oskar.get("/company?company=C");
        String[] toThree = {
            "company",
            "C",
            "seen.MINIMUM_THROUGHPUT",
            value("select coalesce(minimum_throughput::text, '') from company where company = 'C'"),
            "MINIMUM_THROUGHPUT",
            "3.00",
            "go",
            "run"
        };
        assertThat(alice.work("/do/change-company", toThree).text()).contains("Changed: 1.");
        assertThat(alice.get("/company?company=C").text()).contains("alice").contains("minimum_throughput");
        Page stale = oskar.work(
                "/do/change-company",
                List.of(String.join("\n", toThree).replace("3.00", "4.00").split("\n")));
        assertThat(stale.text()).contains("VALUE_CHANGED");
        assertThat(value("select minimum_throughput from company where company = 'C'"))
                .startsWith("3");
    }

    @Test
    void a_period_is_locked_and_opened() {
        Guest guest = rig.as("alice");
        guest.get("/company?company=C");
        assertThat(guest.work(
                                "/do/change-period",
                                "once",
                                "p1",
                                "company",
                                "C",
                                "period",
                                "2025",
                                "seen",
                                "OPEN",
                                "wanted",
                                "ON_HOLD",
                                "go",
                                "run")
                        .text())
                .contains("Changed: 1.");
        assertThat(value(
                        "select status from fiscal_period p join company c on c.id = p.company_id where company = 'C'"))
                .isEqualTo("ON_HOLD");
        assertThat(guest.work(
                                "/do/change-period",
                                "once",
                                "p2",
                                "company",
                                "C",
                                "period",
                                "2025",
                                "seen",
                                "ON_HOLD",
                                "wanted",
                                "OPEN",
                                "go",
                                "run")
                        .text())
                .contains("Changed: 1.");
    }

    @Test
    void what_is_set_up_in_the_page_of_a_company_leads_back_there() {
        Guest guest = rig.as("alice");
        for (String form : List.of("/do/change-company", "/do/change-period")) {
            Page page = guest.get(form + "?company=C&period=2025");
            assertThat(page.body())
                    .contains("href=\"/company?company=C\">Back to the company</a>")
                    .doesNotContain("action=\"" + form + "\"");
            Page sent =
                    send(guest, form, "company", "C", "period", "2025", "seen", "OPEN", "wanted", "OPEN", "go", "run");
            assertThat(sent.text()).contains("Nothing was changed");
            assertThat(sent.body()).contains("href=\"/company?company=C\">Back to the form</a>");
        }
        Page nonsense = guest.post(
                "/do/change-company",
                "company",
                "C",
                "seen.MINIMUM_THROUGHPUT",
                "abc",
                "MINIMUM_THROUGHPUT",
                "3.00",
                "go",
                "run");
        assertThat(nonsense.status()).isEqualTo(400);
        assertThat(nonsense.text())
                .contains("WRONG_USAGE", "\"abc\" is not an amount that the page can have shown")
                .doesNotContain("UNEXPECTED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/company?company=%00",
                "/company?company=%FF",
                "/journal?company=C&journal=a%00b",
                "/edit/template?company=C&journal=J&items=a%00b",
                "/reports/adjustments?company=%00",
                "/verify?company=C%FF",
                "/reports/adjustments?company=C&as=json",
                "/runs?company=C&type=FOO",
                "/runs?company=C&as=pdf"
            })
    void an_address_that_makes_no_sense_is_refused(String path) {
        Page answer = rig.as("rita").get(path);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("WRONG_USAGE");
    }

    @Test
    void what_no_run_can_keep_is_refused_in_the_form() {
        Guest alice = rig.as("alice");
        Guest bob = rig.as("bob");
        for (String[] wrong : new String[][] {
            {"/do/recalculate", "note", "x".repeat(1_001), "at most 1000 are kept"},
            {"/do/close", "minimumThroughput", "-1", "-1 is below 0"},
            {"/do/close", "maxIterations", "0", "is not a whole number above 0"},
            {"/do/convert", "price", "-5", "-5 is below 0"},
            {"/do/release-plan", "plan", "hello", "is not a checksum of 64 digits"},
            {"/do/adjust", "items", "a\u0001b", "has the character"}
        }) {
            Guest guest = wrong[1].equals("plan") ? bob : alice;
            guest.get(wrong[0] + "?company=C");
            Page answer = guest.post(
                    wrong[0],
                    "company",
                    "C",
                    "journal",
                    "N",
                    "date",
                    "2025-10-31",
                    "once",
                    "x",
                    wrong[1],
                    wrong[2],
                    "go",
                    "look");
            assertThat(answer.status()).as(wrong[1]).isEqualTo(400);
            assertThat(answer.text()).contains("WRONG_USAGE", wrong[3]);
        }
    }

    @Test
    void a_parameter_is_typed_in_the_readers_writing() {
        Guest guest = rig.as("oskar");
        String stored =
                value("select coalesce(reporting_minimum_throughput::text, '') from company where company = 'C'");
        guest.get("/company?company=C&language=ru");
        String[] toOneAndAHalf = {
            "company",
            "C",
            "seen.REPORTING_MINIMUM_THROUGHPUT",
            stored,
            "REPORTING_MINIMUM_THROUGHPUT",
            "1,5",
            "go",
            "run"
        };
        assertThat(guest.work("/do/change-company", toOneAndAHalf).text()).contains("Изменено: 1.");
        assertThat(new BigDecimal(value("select reporting_minimum_throughput from company where company = 'C'")))
                .isEqualByComparingTo("1.5");
        Page page = guest.get("/company?company=C");
        assertThat(page.body()).contains("value=\"1,5\"");
        assertThat(guest.get("/company?company=C&language=en").body()).contains("value=\"1.5\"");
        Page refused = guest.post(
                "/do/change-company",
                List.of(String.join("\n", toOneAndAHalf).replace("1,5", "one").split("\n")));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("\"one\" is not a number");
    }

    @Test
    void a_file_of_prices_is_called_as_its_sender_calls_it() {
        Guest guest = rig.as("alice");
        guest.get("/do/revalue?company=C");
        Page wrong = guest.upload(
                "/do/revalue",
                "prices",
                "new prices.csv",
                "item_number,price,colour\nI1,5.00,red\n".getBytes(StandardCharsets.UTF_8),
                "company",
                "C",
                "date",
                "2025-10-31",
                "go",
                "look");
        assertThat(wrong.status()).as("the form is there").isEqualTo(409);
        assertThat(wrong.text()).contains("UNKNOWN_COLUMN", "new prices.csv", "colour");
        Page empty = guest.upload(
                "/do/revalue", "prices", "none.csv", new byte[0], "company", "C", "date", "2025-10-31", "go", "look");
        assertThat(empty.text()).contains("the file \"none.csv\" is empty", "choose one that has lines");
    }

    @Test
    void what_is_not_there_is_told_as_what_it_is() {
        Guest guest = rig.as("alice");
        assertThat(guest.get("/runs?company=C&type=CLOSE").text()).contains("There are no such runs.");
        assertThat(guest.get("/edit/type").text()).contains("there is no page /edit/type");
        guest.get("/do/cancel-recalculations?company=C");
        assertThat(guest.work(
                                "/do/cancel-recalculations",
                                "once",
                                "none1",
                                "company",
                                "C",
                                "from",
                                "2025-01-01",
                                "go",
                                "look")
                        .text())
                .contains("Nothing to cancel: there is no recalculation from that day on.");
    }

    @Test
    void a_file_that_is_too_large_is_refused_in_a_page() {
        Guest guest = rig.as("alice");
        guest.get("/do/upload-amounts?company=C&journal=J");
        Page answer = guest.upload(
                "/do/upload-amounts", "amounts", "a.csv", new byte[66 << 20], "company", "C", "journal", "J");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).contains("FILE_TOO_LARGE");
    }

    // Work

    @Test
    void work_that_cannot_begin_has_ended() {
        Work work = new Work("w", "alice", "fails", "", Clock.systemUTC(), () -> {});
        try (ConsoleUsers users = rig.server.asConsole()) {
            Desk desk = users.desk("alice", null);
            desk.close();
            work.perform(desk, (opened, execution, watcher) -> Result.of(CompanyViews.changes(List.of()), null));
        }
        assertThat(work.isEnded()).isTrue();
        assertThat(work.faults()).isNotEmpty();
    }

    @Test
    void a_page_that_takes_long_says_so_and_shows_it_when_it_is_there() throws Exception {
        Guest guest = rig.as("alice");
        String slow = "/journals?company=C&status=" + System.nanoTime();
        try (Connection other = rig.server.connect("ledger_owner");
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table adjustment_journal in access exclusive mode");
            Page waits = guest.look(slow);
            assertThat(waits.status()).isEqualTo(200);
            assertThat(waits.body()).contains("data-live=\"true\"", "http-equiv=\"refresh\"");
            assertThat(waits.text()).contains("This is being computed: 0 s so far.");
            assertThat(guest.look(slow).isBeingComputed()).isTrue();
            assertThat(guest.look("/company?company=C").isBeingComputed()).isFalse();
        }
        Page there = guest.get(slow);
        assertThat(there.body()).doesNotContain("data-live=\"true\"");
        assertThat(there.text()).contains("CSV", "Journal");
    }

    @Test
    void a_question_is_asked_once_and_its_refusal_is_told() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch wait = new CountDownLatch(1);
        try (ConsoleUsers users = rig.server.asConsole();
                Desks desks = new Desks(users);
                Questions<String> questions = new Questions<>(desks, Clock.systemUTC(), 50)) {
            Supplier<String> slow = () -> {
                asked.incrementAndGet();
                Patience.await().until(() -> wait.getCount() == 0);
                return "found";
            };
            assertThatThrownBy(() -> questions.answer("alice", "/a", slow)).isInstanceOf(Questions.NotYet.class);
            assertThatThrownBy(() -> questions.answer("alice", "/a", slow)).isInstanceOf(Questions.NotYet.class);
            wait.countDown();
            Patience.await()
                    .ignoreExceptions()
                    .until(() -> questions.answer("alice", "/a", slow).equals("found"));
            assertThat(asked).hasValue(1);
            Refused refused = new Refused(FaultCode.UNKNOWN_RUN, "no run", "another");
            Patience.await()
                    .untilAsserted(() -> assertThatThrownBy(() -> questions.answer("alice", "/b", () -> {
                                throw refused;
                            }))
                            .isSameAs(refused));
        }
    }

    @Test
    void more_questions_than_can_wait_are_refused() throws Exception {
        CountDownLatch wait = new CountDownLatch(1);
        try (ConsoleUsers users = rig.server.asConsole();
                Desks desks = new Desks(users);
                Questions<String> questions = new Questions<>(desks, Clock.systemUTC(), 0)) {
            for (String user : List.of("alice", "oskar", "bob")) {
                for (int question = 0; question < 3 + 30; question++) {
                    asksSlowly(questions, user, question, wait);
                }
                assertThatThrownBy(() -> questions.answer(user, "/one-more", () -> "found"))
                        .hasToString(
                                "org.periodclose.core.fault.Refused: CONSOLE_BUSY  3 pages of yours are being computed here and 30 are waiting:"
                                        + " wait until some of them have been answered, or use the command line");
            }
            for (int question = 0; question < 8 + 100 - 3 * 33; question++) {
                asksSlowly(questions, "rita", question, wait);
            }
            assertThatThrownBy(() -> questions.answer("rita", "/one-more", () -> "found"))
                    .isInstanceOf(Refused.class)
                    .hasToString(
                            "org.periodclose.core.fault.Refused: CONSOLE_BUSY  108 pages are being computed here or are waiting:"
                                    + " wait until some of them have been answered, or use the command line");
            wait.countDown();
            Patience.await()
                    .ignoreExceptions()
                    .until(() ->
                            questions.answer("alice", "/32", () -> "not asked").equals("found"));
        }
    }

    private static void asksSlowly(Questions<String> questions, String user, int question, CountDownLatch wait) {
        assertThatThrownBy(() -> questions.answer(user, "/" + question, () -> {
                    Patience.await().until(() -> wait.getCount() == 0);
                    return "found";
                }))
                .isInstanceOf(Questions.NotYet.class);
    }

    @Test
    void one_user_with_many_slow_pages_does_not_keep_the_others_waiting() throws Exception {
        CountDownLatch wait = new CountDownLatch(1);
        try (ConsoleUsers users = rig.server.asConsole();
                Desks desks = new Desks(users);
                Questions<String> questions = new Questions<>(desks, Clock.systemUTC(), 0)) {
            for (int question = 0; question < 8; question++) {
                asksSlowly(questions, "alice", question, wait);
            }
            Patience.await()
                    .ignoreExceptions()
                    .until(() -> questions.answer("bob", "/", () -> "at once").equals("at once"));
            wait.countDown();
        }
    }

    @Test
    void what_was_asked_before_a_users_own_work_is_asked_anew_after_it() throws Exception {
        Guest guest = rig.as("alice");
        String slow = "/transaction?company=C&transaction=T1";
        String waiting = "select count(*) from pg_locks where not granted";
        try (Connection other = rig.server.connect("ledger_owner");
                Statement statement = other.createStatement()) {
            guest.get("/do/change-period?company=C");
            guest.look("/company?company=C");
            other.setAutoCommit(false);
            statement.execute("lock table inventory_transaction in access exclusive mode");
            assertThat(guest.look(slow).isBeingComputed()).isTrue();
            Patience.await().until(() -> number(waiting) == 1);
            guest.look("/company?company=C");
            assertThat(send(guest, "/do/delete-journal", "company", "C", "journal", "NONE", "go", "run")
                            .text())
                    .contains("UNKNOWN_JOURNAL");
            assertThat(guest.look(slow).isBeingComputed()).isTrue();
            Patience.await().until(() -> number(waiting) == 2);
        }
        assertThat(guest.get(slow).status()).isEqualTo(200);
    }

    @Test
    void work_is_kept_for_an_hour_after_its_end() {
        TestClock clock = new TestClock(Instant.EPOCH);
        Work.Task task = (desk, execution, watcher) -> {
            clock.pass(Duration.ofHours(2));
            return Result.of(CompanyViews.changes(List.of()), null);
        };
        try (ConsoleUsers users = rig.server.asConsole();
                Desks desks = new Desks(users);
                Works works = new Works(desks, clock, user -> {})) {
            Work first = works.begin("long", "alice", "long", "", task);
            Patience.await().until(first::isEnded);
            Work second = works.begin(
                    "next",
                    "alice",
                    "next",
                    "",
                    (desk, execution, watcher) -> Result.of(CompanyViews.changes(List.of()), null));
            Patience.await().until(second::isEnded);
            assertThat(works.find("long", "alice")).contains(first);
            clock.pass(Duration.ofMinutes(61));
            works.begin("last", "alice", "last", "", task);
            assertThat(works.find("long", "alice")).isEmpty();
            works.await();
        }
    }

    /** Such as an uploaded file. */
    @Test
    void what_work_holds_is_given_back_even_if_it_is_not_done() {
        AtomicInteger closed = new AtomicInteger();
        CountDownLatch wait = new CountDownLatch(1);
        class Holding implements Work.Task {
            @Override
            public Result perform(Desk desk, Execution execution, Watcher watcher) {
                Patience.await().until(() -> wait.getCount() == 0);
                return Result.of(CompanyViews.changes(List.of()), null);
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        }
        try (ConsoleUsers users = rig.server.asConsole();
                Desks desks = new Desks(users);
                Works works = new Works(desks, Clock.systemUTC(), user -> {})) {
            for (int work = 0; work < 8 + 100; work++) {
                works.begin("w" + work, "alice", "waits", "", new Holding());
            }
            works.begin("w0", "alice", "pressed twice", "", new Holding());
            assertThat(closed).hasValue(1);
            works.begin("more", "alice", "too many", "", new Holding());
            assertThat(closed).hasValue(2);
            works.stop(Outcome.TERMINATED);
            works.begin("late", "alice", "late", "", new Holding());
            assertThat(closed).hasValue(3);
            wait.countDown();
            works.await();
            Patience.await().until(() -> closed.get() == 3 + 8 + 100);
        }
        try (ConsoleUsers users = rig.server.asConsole();
                Desks desks = new Desks(users);
                Works works = new Works(desks, Clock.systemUTC(), user -> {})) {
            Work nobodys = works.begin("w", "nobody", "has no desk", "", new Holding());
            Patience.await().until(() -> nobodys.isEnded() && closed.get() == 3 + 8 + 100 + 1);
            assertThat(nobodys.faults()).isNotEmpty();
        }
    }

    @Test
    void more_work_than_can_wait_is_refused() throws Exception {
        CountDownLatch wait = new CountDownLatch(1);
        try (ConsoleUsers users = rig.server.asConsole();
                Desks desks = new Desks(users);
                Works works = new Works(desks, Clock.systemUTC(), user -> {})) {
            List<Work> all = new ArrayList<>();
            for (int work = 0; work < 8 + 100 + 1; work++) {
                all.add(works.begin("w" + work, "alice", "waits", "", (desk, execution, watcher) -> {
                    Patience.await().until(() -> wait.getCount() == 0);
                    return Result.of(CompanyViews.changes(List.of()), null);
                }));
            }
            assertThat(all.stream().filter(Work::isEnded)).containsExactly(all.get(108));
            assertThat(all.get(108).faults())
                    .containsExactly(Fault.of(
                            FaultCode.CONSOLE_BUSY,
                            "8 runs are at work here and 100 are waiting",
                            "wait until some of them have ended, or use the command line"));
            wait.countDown();
            works.await();
            assertThat(all.subList(0, 108))
                    .allSatisfy(work -> assertThat(work.result()).isNotNull());
        }
    }

    // Typing

    @Test
    void an_amount_is_stored_when_it_is_typed_and_a_refused_one_says_why() {
        journal("TYPED", "alice");
        Guest guest = rig.as("alice");
        guest.get("/edit?company=C&journal=TYPED");
        Page below = type(guest, "TYPED", "T3", "-5 000.00", "");
        assertThat(below.body()).contains("VALUE_BELOW_ZERO");
        assertThat(type(guest, "TYPED", "T3", "abc", "").body()).contains("BAD_VALUE");
        assertThat(type(guest, "TYPED", "T9", "1.00", "").body()).contains("UNKNOWN_TRANSACTION");
        assertThat(type(guest, "TYPED", "T3", "1.00", "1,5 or so").text())
                .contains("WRONG_USAGE", "Amount seen: \"1,5 or so\" is not an amount that the page can have shown");
        Page stored = type(guest, "TYPED", "T3", "1 234.50", "");
        assertThat(stored.body()).contains("\"stored\": 1", "\"amount\": \"1234.50\"", "\"net\": \"1240.50\"");
        assertThat(type(guest, "TYPED", "T3", "", "1234.50").body()).contains("\"stored\": 1");
        assertThat(
                        number(
                                "select count(*) from adjustment a join adjustment_journal j on j.id = a.journal_id where j.journal = 'TYPED'"))
                .isEqualTo(2);
    }

    @Test
    void two_who_type_in_one_journal_see_each_others_change() {
        journal("BOTH", "alice");
        Guest alice = rig.as("alice");
        Guest oskar = rig.as("oskar");
        alice.get("/edit?company=C&journal=BOTH");
        oskar.get("/edit?company=C&journal=BOTH");
        assertThat(type(alice, "BOTH", "T1", "20.00", "10.00").body()).contains("\"stored\": 1");
        Page late = type(oskar, "BOTH", "T1", "30.00", "10.00");
        assertThat(late.body()).contains("AMOUNT_CHANGED", "20.00");
        assertThat(type(oskar, "BOTH", "T1", "30.00", "20.00").body()).contains("\"stored\": 1");
    }

    @Test
    void a_column_is_pasted_downwards() {
        journal("PASTED", "alice");
        Guest guest = rig.as("alice");
        Page page = guest.get("/edit?company=C&journal=PASTED");
        List<String> order = Pattern.compile("data-transaction=\"(T\\d)\"")
                .matcher(page.body())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(order).hasSize(5);
        Page answer = guest.postByScript(
                "/edit/paste",
                "company",
                "C",
                "journal",
                "PASTED",
                "transaction",
                order.get(1),
                "amounts",
                "1.25\n\n-2.50");
        assertThat(answer.body()).contains("\"amount\": \"1.25\"", "\"amount\": \"-2.50\"");
        Page late = guest.postByScript(
                "/edit/paste",
                "company",
                "C",
                "journal",
                "PASTED",
                "transaction",
                order.get(1),
                "amounts",
                "7.00\n8.00\n9.00",
                "seen",
                "1.00\n");
        assertThat(late.body())
                .contains("AMOUNT_CHANGED", "\"amount\": \"1.25\"", "\"amount\": \"8.00\"", "\"amount\": \"9.00\"");
    }

    @Test
    void a_russian_reader_reads_russian_and_is_told_what_stays_english() {
        journal("RUSSIAN", "alice");
        Guest guest = rig.as("alice");
        assertThat(guest.get("/journals?company=C").text()).contains("OPEN");
        assertThat(guest.get("/journals?company=C&language=ru").text())
                .contains("открыт")
                .doesNotContain("OPEN");
        assertThat(look(guest, "RUSSIAN").text())
                .contains("Просмотр: ничего не разнесено", "Разнести именно это")
                .doesNotContain("Dry run", "settlement", "accounting");
        assertThat(guest.get("/journal?company=C&journal=RUSSIAN").text())
                .contains("Журнал RUSSIAN компании C", "открыт")
                .doesNotContain("company", "lines of");
        assertThat(guest.get("/runs/999").body()).contains("<span lang=\"en\">UNKNOWN_RUN");
    }

    @Test
    void in_russian_a_comma_is_the_decimal_mark() {
        journal("COMMA", "alice");
        Guest guest = rig.as("alice");
        Page page = guest.get("/edit?company=C&journal=COMMA&language=ru");
        assertThat(page.text()).contains("Изменить сейчас", "1\u00a0000,00");
        assertThat(type(guest, "COMMA", "T4", "1\u00a0234,50", "").body()).contains("\"amount\": \"1234.50\"");
        assertThat(guest.get("/journal?company=C&journal=COMMA").text()).contains("1\u00a0234,50");
    }

    @Test
    void a_file_of_amounts_is_taken_whole_or_not_at_all() {
        journal("FILE", "alice");
        Guest guest = rig.as("alice");
        guest.get("/do/upload-amounts?company=C&journal=FILE");
        Page wrong = guest.outcome(guest.upload(
                "/do/upload-amounts",
                "amounts",
                "amounts.csv",
                "transaction_id,amount\nT3,5.00\nT99,1.00\n".getBytes(StandardCharsets.UTF_8),
                "once",
                "u1",
                "company",
                "C",
                "journal",
                "FILE",
                "go",
                "run"));
        assertThat(wrong.text()).contains("UNKNOWN_TRANSACTION", "T99");
        assertThat(
                        number(
                                "select count(*) from adjustment a join adjustment_journal j on j.id = a.journal_id where j.journal = 'FILE'"))
                .isEqualTo(2);
        Page right = guest.outcome(guest.upload(
                "/do/upload-amounts",
                "amounts",
                "amounts.csv",
                "transaction_id,amount\nT3,5.00\nT4,1.00\n".getBytes(StandardCharsets.UTF_8),
                "once",
                "u2",
                "company",
                "C",
                "journal",
                "FILE",
                "go",
                "run"));
        assertThat(right.text()).contains("Lines stored 2", "Lines in all 4");
        assertThat(guest.get("/edit/template?company=C&journal=FILE&as=csv").body())
                .contains("transaction_id")
                .contains("T5");
        assertThat(guest.get("/edit/template?company=C&journal=FILE&as=xlsx")
                        .response()
                        .body())
                .startsWith((byte) 'P', (byte) 'K');
    }

    @Test
    void a_file_that_was_downloaded_does_not_bring_old_amounts_back() {
        journal("STALE", "alice");
        Guest guest = rig.as("alice");
        String template =
                guest.get("/edit/template?company=C&journal=STALE&as=csv").body();
        assertThat(template).contains("amount,amount_before,note", ",10.00,10.00,");
        guest.get("/edit?company=C&journal=STALE");
        assertThat(type(guest, "STALE", "T1", "20.00", "10.00").body()).contains("\"stored\": 1");
        String filled = template.replace(",-4.00,-4.00,", ",-3.00,-4.00,");
        assertThat(filled).isNotEqualTo(template);
        assertThat(uploaded(guest, "STALE", filled).text()).contains("Lines stored 1", "Lines in all 2");
        assertThat(value("select string_agg(trim_scale(amount)::text, ' ' order by amount) from adjustment a"
                        + " join adjustment_journal j on j.id = a.journal_id where j.journal = 'STALE'"))
                .isEqualTo("-3 20");
        assertThat(uploaded(guest, "STALE", template.replace(",10.00,10.00,", ",11.00,10.00,"))
                        .text())
                .contains("AMOUNT_CHANGED", "\"T1\" was 10.00 when the file was downloaded and is 20.00 now");
    }

    private static Page uploaded(Guest guest, String journal, String file) {
        guest.get("/do/upload-amounts?company=C&journal=" + journal);
        return guest.outcome(guest.upload(
                "/do/upload-amounts",
                "amounts",
                "amounts.csv",
                file.getBytes(StandardCharsets.UTF_8),
                "once",
                "upload" + System.nanoTime(),
                "company",
                "C",
                "journal",
                journal,
                "go",
                "run"));
    }

    @Test
    void what_was_typed_after_the_preview_is_not_computed_away() {
        journal("FILLED", "alice");
        Guest guest = rig.as("alice");
        guest.get("/do/fill-journal?company=C&journal=FILLED");
        Page looked = guest.work(
                "/do/fill-journal",
                "once",
                "fill-look",
                "company",
                "C",
                "journal",
                "FILLED",
                "method",
                "PERCENT",
                "figure",
                "1",
                "go",
                "look");
        Guest oskar = rig.as("oskar");
        oskar.get("/edit?company=C&journal=FILLED");
        assertThat(type(oskar, "FILLED", "T3", "2.00", "").body()).contains("\"stored\": 1");
        List<String> make = new ArrayList<>(looked.fields("/do/fill-journal"));
        make.addAll(List.of("go", "run"));
        Page refused = guest.work("/do/fill-journal", make);
        assertThat(refused.text()).contains("VALUE_CHANGED", "are not those that it had at the preview");
        assertThat(type(oskar, "FILLED", "T3", "", "2.00").body()).contains("\"stored\": 1");
        make.set(make.indexOf("once") + 1, "fill-again");
        assertThat(guest.work("/do/fill-journal", make).text()).contains("OPEN, computed again");
    }

    @Test
    void a_paste_goes_to_the_rows_that_were_in_sight() {
        journal("SIGHT", "alice");
        Guest guest = rig.as("alice");
        guest.get("/edit?company=C&journal=SIGHT");
        Page moved = guest.postByScript(
                "/edit/paste",
                "company",
                "C",
                "journal",
                "SIGHT",
                "transaction",
                "T3",
                "amounts",
                "1\n2",
                "rows",
                "T3\nT5");
        assertThat(moved.status()).isEqualTo(409);
        assertThat(moved.text()).contains("VALUE_CHANGED", "read the page again, then paste");
        assertThat(guest.postByScript(
                                "/edit/paste",
                                "company",
                                "C",
                                "journal",
                                "SIGHT",
                                "transaction",
                                "T3",
                                "amounts",
                                "1\n2",
                                "from",
                                "yesterday")
                        .text())
                .contains("WRONG_USAGE", "\"yesterday\" is not a date of the books");
        assertThat(
                        number(
                                "select count(*) from adjustment a join adjustment_journal j on j.id = a.journal_id where j.journal = 'SIGHT'"))
                .isEqualTo(2);
    }

    @Test
    void what_leads_on_from_the_table_keeps_its_selection() {
        journal("CHOSEN", "alice");
        Guest guest = rig.as("alice");
        String page = guest.get("/edit?company=C&journal=CHOSEN&from=2025-01-01&items=NONE%0AX%26Y&settled=true")
                .body();
        String selection = "?company=C&amp;journal=CHOSEN&amp;items=NONE%0AX%26Y&amp;from=2025-01-01&amp;settled=true";
        assertThat(page)
                .contains("href=\"/do/fill-journal" + selection + "\"")
                .contains("href=\"/edit/template" + selection + "&amp;as=csv\"")
                .contains("href=\"/edit/template" + selection + "&amp;as=xlsx\"");
        assertThat(guest.get("/do/fill-journal?company=C&journal=CHOSEN&items=NONE&settled=true")
                        .body())
                .contains("NONE");
    }

    @Test
    void what_no_journal_can_have_is_refused_before_it_is_proposed() {
        Guest guest = rig.as("alice");
        guest.get("/do/adjust?company=C");
        Page account = guest.post(
                "/do/adjust",
                "company",
                "C",
                "journal",
                "SPREAD",
                "method",
                "FROM_LEDGER_ACCOUNT",
                "account",
                "91.1",
                "balanceDate",
                "2025-10-31",
                "principle",
                "QUANTITY",
                "offsetAccount",
                "91.2",
                "go",
                "look");
        assertThat(account.status()).isEqualTo(400);
        assertThat(account.text()).contains("makes its own account the offset account");
        Page name = guest.post(
                "/do/on-hand",
                "company",
                "C",
                "journal",
                "x".repeat(101),
                "method",
                "PERCENT",
                "figure",
                "1",
                "go",
                "look");
        assertThat(name.status()).isEqualTo(409);
        assertThat(name.text())
                .contains("BAD_VALUE", "the name of the journal has 101 characters, at most 100 are kept");
        Page words = guest.post(
                "/do/adjust",
                "company",
                "C",
                "journal",
                "LONG",
                "method",
                "PERCENT",
                "figure",
                "1",
                "description",
                "x".repeat(1_001),
                "go",
                "look");
        assertThat(words.text())
                .contains("the description of the journal has 1,001 characters, at most 1,000 are kept");
    }

    // Files and others

    @Test
    void a_page_is_a_file_too() {
        Guest guest = rig.as("rita");
        assertThat(guest.get("/journal?company=C&journal=J&as=csv").body())
                .contains("T1")
                .contains("100.00");
        assertThat(guest.get("/runs?as=json").body()).startsWith("{");
        assertThat(guest.get("/reports/inventory-value?company=C&to=2025-12-31&as=pdf")
                        .response()
                        .body())
                .startsWith((byte) '%', (byte) 'P', (byte) 'D', (byte) 'F');
        assertThat(guest.get("/reports/inventory-value?company=C&to=2025-12-31&as=xlsx")
                        .response()
                        .body())
                .startsWith((byte) 'P', (byte) 'K');
    }

    @Test
    void a_file_that_fails_half_way_does_not_look_whole() {
        Guest guest = rig.as("alice");
        guest.get("/do/begin-journal?company=S");
        guest.work("/do/begin-journal", "once", "HALF", "company", "S", "journal", "HALF", "go", "run");
        rig.server.as("ledger_owner").sql("""
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, physical_date, financial_date, cost_amount,
                               open, cost_object_id)
                        select i.company_id, 'HALF-' || n, i.id, 'RECEIPT', 10, '2025-01-05', '2025-01-05',
                               case n when 6000 then 'Infinity'::numeric else 1 end, true, o.id
                          from item i join cost_object o on o.item_id = i.id, generate_series(1, 6000) n where i.item_number = 'HELMET'
                        """).update();
        try {
            String template = "/edit/template?company=S&journal=HALF&as=csv";
            assertThatThrownBy(() -> guest.look(template)).isInstanceOf(UncheckedIOException.class);
            rig.server
                    .as("ledger_owner")
                    .sql("delete from inventory_transaction where transaction_id like 'HALF-%' and cost_amount = 1")
                    .update();
            Page refused = guest.look(template);
            assertThat(refused.status()).as("nothing was sent yet").isEqualTo(500);
            assertThat(refused.header("Content-Type")).startsWith("text/html");
            assertThat(refused.header("Content-Disposition")).isEmpty();
            assertThat(refused.text()).contains("UNEXPECTED");
        } finally {
            rig.server
                    .as("ledger_owner")
                    .sql("delete from inventory_transaction where transaction_id like 'HALF-%'")
                    .update();
        }
    }

    @Test
    void a_name_is_text_wherever_it_stands() {
        journal("<script>alert(1)</script>&\"'", "alice");
        Guest guest = rig.as("alice");
        for (String path :
                List.of("/journals?company=C", "/journal?company=C&journal=%3Cscript%3Ealert(1)%3C/script%3E%26%22'")) {
            Page page = guest.get(path);
            assertThat(page.status()).as(path).isEqualTo(200);
            assertThat(page.body()).as(path).doesNotContain("<script>alert");
            assertThat(page.text()).as(path).contains("<script>alert(1)</script>&\"'");
        }
    }

    @Test
    void nobody_sees_what_others_have_begun() {
        Guest alice = rig.as("alice");
        alice.get("/do/post?company=C");
        Page begun = alice.post("/do/post", "once", "mine", "company", "C", "journal", "NONE", "go", "look");
        assertThat(alice.get(begun.leadsTo()).status()).isEqualTo(200);
        assertThat(rig.as("oskar").get(begun.leadsTo()).status()).isNotEqualTo(200);
    }

    @Test
    void an_orchestrator_asks_without_signing_in() {
        Guest guest = new Guest(rig.address());
        assertThat(guest.get("/health").body())
                .isEqualTo("{\"groups\":[\"liveness\",\"readiness\"],\"status\":\"UP\"}");
        assertThat(guest.get("/health/liveness").body()).contains("UP");
        assertThat(guest.get("/health/readiness").body()).contains("UP");
        rig.as("rita").get("/");
        assertThat(guest.get("/prometheus").body())
                .contains("jvm_memory_used_bytes", "period_close_console_work ", "period_close_console_pages ")
                .containsPattern("period_close_console_users [1-9]");
        assertThat(guest.get("/env").status()).isEqualTo(302);
    }

    @Test
    void no_password_stands_in_the_log_of_the_server() throws Exception {
        rig.as("rita");
        assertThat(rig.server.log()).doesNotContain(ConsoleRig.PASSWORD);
    }
}
