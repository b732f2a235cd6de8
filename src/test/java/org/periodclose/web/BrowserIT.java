package org.periodclose.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.PDFTextStripper;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The console as people have it: in a browser. Without one on this machine it is skipped. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrowserIT {
    private static ConsoleRig rig;
    private static Browser browser;

    @BeforeAll
    static void open(@TempDir Path directory) throws Exception {
        Optional<Path> chromium = Browser.find();
        if (chromium.isEmpty()) {
            System.out.println(
                    "browser tests skipped: no chromium, chromium-browser or google-chrome on the path; name one with -Dbrowser=FILE");
        }
        assumeTrue(chromium.isPresent(), "no browser");
        rig = new ConsoleRig(directory);
        rig.stock();
        browser = new Browser(chromium.get());
    }

    @AfterAll
    static void close() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (rig != null) {
            rig.close();
        }
    }

    @AfterEach
    void nothing_was_complained_of() {
        List<String> complaints = List.copyOf(browser.complaints());
        browser.complaints().clear();
        assertThat(complaints).isEmpty();
    }

    private static long number(String sql) {
        return rig.server.as("ledger_owner").sql(sql).query(Long.class).single();
    }

    private static Page signedIn(BrowserContext person, String name) {
        Page page = person.newPage();
        go(page, "/");
        signIn(page, name);
        assertThat(page.locator(".who b")).hasText(name);
        return page;
    }

    private static void signIn(Page page, String name) {
        page.locator("input[name=name]").fill(name);
        page.locator("input[name=password]").fill(ConsoleRig.PASSWORD);
        page.locator("button.main").click();
    }

    private static void go(Page page, String path) {
        page.navigate(rig.address().replaceFirst("/$", "") + path);
        assertThat(page.locator("#waits")).hasCount(0);
    }

    private static void follow(Page page, String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true))
                .first()
                .click();
    }

    private static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .first()
                .click();
    }

    private static void open(Page page, String menu, String entry) {
        page.locator("summary")
                .getByText(menu, new Locator.GetByTextOptions().setExact(true))
                .click();
        follow(page, entry);
    }

    private static Locator cell(Page page, String transaction) {
        return page.locator("input[data-transaction='" + transaction + "']");
    }

    private static void type(Page page, String transaction, String amount) {
        cell(page, transaction).focus();
        cell(page, transaction).selectText();
        page.keyboard().type(amount);
        page.keyboard().press("Enter");
    }

    private static void sumsAre(Page page, String lines, String net) {
        assertThat(page.locator("[data-sum=lines]")).hasText(lines);
        assertThat(page.locator("[data-sum=net]")).hasText(net);
    }

    private static void paste(Locator cell, String column) {
        cell.evaluate(
                "(cell, text) => { const data = new DataTransfer(); data.setData('text/plain', text);"
                        + " cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }",
                column);
    }

    private static void beginJournal(Page page, String name) {
        go(page, "/company?company=C");
        open(page, "Do", "Begin a journal");
        page.getByLabel("Journal", new Page.GetByLabelOptions().setExact(true)).fill(name);
        press(page, "Begin a journal");
        assertThat(page).hasURL(Pattern.compile(".*/edit\\?.*journal=" + name));
    }

    private static void parameter(Page page, String label, boolean wanted) {
        go(page, "/company?company=C");
        page.getByLabel(label).setChecked(wanted);
        press(page, "Save");
        assertThat(page.locator("#live")).containsText("Changed: 1.");
        follow(page, "Back to the company");
        assertThat(page.getByLabel(label))
                .isChecked(new com.microsoft.playwright.assertions.LocatorAssertions.IsCheckedOptions()
                        .setChecked(wanted));
    }

    /** The periods of the company are of 2025. */
    private static void look(Page page) {
        assertThat(page.locator("button[value=look]")).isVisible();
        Locator date = page.locator("input[name=postingDate]");
        if (date.count() > 0) {
            date.fill("2025-10-31");
        }
        press(page, "Preview");
    }

    /** From the form to the page of the run. */
    private static void lookAndPost(Page page) {
        look(page);
        assertThat(page.locator("#live")).containsText("Dry run: nothing was posted");
        press(page, "Post exactly this");
        page.locator(".buttons a[href^='/runs/']").first().click();
        assertThat(page).hasURL(Pattern.compile(".*/runs/\\d+"));
    }

    @Test
    @Order(1)
    void an_accountant_adjusts_finds_explains_and_cancels() {
        try (BrowserContext person = browser.english()) {
            Page page = signedIn(person, "alice");
            follow(page, "C");
            Browser.picture(page, "company");
            Browser.darkPicture(page, "company-dark");
            parameter(page, "Storno for inventory adjustments", false);
            parameter(page, "Storno for inventory adjustments", true);
            Assertions.assertThat(page.locator("main").innerText())
                    .contains("alice", "storno_for_inventory_adjustments");

            beginJournal(page, "DAY");
            type(page, "T1", "10.5");
            assertThat(cell(page, "T2")).isFocused();
            page.keyboard().type("-4");
            page.keyboard().press("Enter");
            assertThat(cell(page, "T3")).isFocused();
            page.keyboard().press("ArrowUp");
            assertThat(cell(page, "T2")).isFocused();
            page.keyboard().press("ArrowDown");
            assertThat(cell(page, "T3")).isFocused();
            assertThat(cell(page, "T1")).hasValue("10.50");
            sumsAre(page, "2", "6.50");
            assertThat(page.locator("#status")).hasText("Saved.");

            paste(cell(page, "T3"), "1\n2.25\n1,234.50\n");
            sumsAre(page, "5", "1,244.25");
            page.keyboard().press("Control+z");
            sumsAre(page, "4", "9.75");
            assertThat(cell(page, "T5")).hasValue("");
            page.keyboard().press("Control+z");
            sumsAre(page, "3", "7.50");
            assertThat(cell(page, "T4")).hasValue("");

            type(page, "T5", "-5000");
            assertThat(cell(page, "T5")).hasAttribute("aria-invalid", "true");
            assertThat(page.locator("tr", new Page.LocatorOptions().setHas(cell(page, "T5")))
                            .locator(".fault"))
                    .containsText("VALUE_BELOW_ZERO");
            assertThat(page.locator("#status")).hasText("Some amounts are refused; the others are saved.");
            Browser.picture(page, "amounts-refused");
            Browser.darkPicture(page, "amounts-refused-dark");
            Assertions.assertThat(Browser.barriers(page)).isEmpty();
            sumsAre(page, "3", "7.50");
            type(page, "T5", "3");
            sumsAre(page, "4", "10.50");
            assertThat(cell(page, "T5")).not().hasAttribute("aria-invalid", "true");

            page.close();
            Page again = person.newPage();
            go(again, "/edit?company=C&journal=DAY");
            assertThat(cell(again, "T1")).hasValue("10.50");
            assertThat(cell(again, "T5")).hasValue("3.00");
            sumsAre(again, "4", "10.50");

            follow(again, "Post");
            look(again);
            assertThat(again.locator("#live")).containsText("Dry run: nothing was posted");
            Browser.picture(again, "preview");
            Assertions.assertThat(Browser.barriers(again)).isEmpty();
            Assertions.assertThat(number("select count(*) from voucher")).isZero();
            press(again, "Post exactly this");
            Browser.picture(again, "posted");
            again.locator(".buttons a[href^='/runs/']").first().click();
            assertThat(again.locator("main")).containsText("Voucher");
            Browser.picture(again, "run");
            Browser.darkPicture(again, "run-dark");

            go(again, "/runs?company=C");
            Browser.picture(again, "runs");
            follow(again, "C-000001");
            follow(again, "1");
            assertThat(again).hasURL(Pattern.compile(".*/runs/\\d+/lines/1"));
            Browser.picture(again, "line");
            Assertions.assertThat(Browser.barriers(again)).isEmpty();

            go(again, "/runs/1");
            follow(again, "Cancel");
            lookAndPost(again);
            assertThat(again.locator("main")).containsText("Cancels");
            Assertions.assertThat(number("select count(*) from voucher")).isEqualTo(2);
        }
    }

    @Test
    @Order(2)
    void two_pairs_of_eyes_at_two_browsers() {
        try (BrowserContext maker = browser.english();
                BrowserContext second = browser.english()) {
            Page alice = signedIn(maker, "alice");
            Page bob = signedIn(second, "bob");
            parameter(alice, "Four eyes", true);
            beginJournal(alice, "EYES");
            type(alice, "T1", "7");
            sumsAre(alice, "1", "7.00");
            follow(alice, "Post");
            look(alice);
            press(alice, "Post exactly this");
            assertThat(alice.locator(".refusal")).containsText("NOT_RELEASED");
            Browser.picture(alice, "not-released");

            go(bob, "/journals?company=C");
            follow(bob, "EYES");
            follow(bob, "Release");
            press(bob, "Release");
            assertThat(bob.locator("#live")).containsText("released");
            Browser.picture(bob, "released");

            go(alice, "/do/post?company=C&journal=EYES");
            lookAndPost(alice);
            assertThat(alice.locator("main")).containsText("EYES");
            parameter(bob, "Four eyes", false);
        }
    }

    @Test
    @Order(3)
    void a_month_is_closed_from_its_check_to_its_settlements() {
        try (BrowserContext person = browser.english()) {
            Page page = signedIn(person, "alice");
            follow(page, "S");
            follow(page, "Check");
            page.locator("input[name=date]").fill("2025-01-31");
            press(page, "Show");
            assertThat(page.locator("h1")).containsText("2025-01-31");
            Browser.picture(page, "check");
            page.locator("nav.ways")
                    .getByText("Close", new Locator.GetByTextOptions().setExact(true))
                    .click();
            assertThat(page.locator("input[name=date]")).hasValue("2025-01-31");
            Browser.picture(page, "close-form");
            lookAndPost(page);
            Browser.picture(page, "close");
            for (String part : List.of("Report", "Settlements", "Matches", "Unsettled", "Open layers", "On hand")) {
                follow(page, part);
                assertThat(page.locator("h1")).containsText(part);
                Assertions.assertThat(Browser.barriers(page)).as(part).isEmpty();
                Browser.picture(page, "close-" + part.replace(' ', '-').toLowerCase(java.util.Locale.ROOT));
                page.goBack();
            }
            go(page, "/company?company=S");
            assertThat(page.locator("main")).containsText("2025-01-31");
        }
    }

    @Test
    @Order(4)
    void what_is_typed_after_the_session_has_ended_is_kept() {
        try (BrowserContext person = browser.english()) {
            Page page = signedIn(person, "alice");
            beginJournal(page, "LATE");
            type(page, "T1", "1");
            sumsAre(page, "1", "1.00");
            person.clearCookies();
            type(page, "T2", "12");
            page.keyboard().type("13");
            assertThat(page.locator("#status")).containsText("You are signed out; what you typed is kept.");
            Browser.picture(page, "signed-out");
            page.locator("#status a").click();
            signIn(page, "alice");
            assertThat(page).hasURL(Pattern.compile(".*/edit\\?.*journal=LATE"));
            sumsAre(page, "3", "26.00");
            assertThat(cell(page, "T2")).hasValue("12.00");
            assertThat(cell(page, "T3")).hasValue("13.00");
            assertThat(
                            number(
                                    "select count(*) from adjustment a join adjustment_journal j on j.id = a.journal_id where j.journal = 'LATE'"))
                    .isEqualTo(3);
        }
    }

    @Test
    @Order(5)
    void what_a_closed_tab_had_not_sent_is_sent_by_the_next_unless_somebody_else_was_there() {
        try (BrowserContext person = browser.english()) {
            Page page = signedIn(person, "alice");
            beginJournal(page, "TAB");
            // Of the context: a page that closes sends once more what waits, and then has no routes of its own.
            person.route("**/edit/type", route -> route.abort());
            type(page, "T1", "5");
            type(page, "T2", "6");
            assertThat(cell(page, "T2")).hasClass(Pattern.compile("waits"));
            page.close();
            person.unroute("**/edit/type");
            rig.server
                    .as("ledger_owner")
                    .sql(
                            "insert into adjustment select j.id, t.item_id, t.id, 99 from adjustment_journal j, inventory_transaction t"
                                    + " where j.journal = 'TAB' and t.transaction_id = 'T2'")
                    .update();

            Page next = person.newPage();
            go(next, "/edit?company=C&journal=TAB");
            assertThat(cell(next, "T1")).hasValue("5.00");
            assertThat(cell(next, "T2")).hasAttribute("aria-invalid", "true");
            assertThat(next.locator("#grid")).containsText("AMOUNT_CHANGED");
            sumsAre(next, "2", "104.00");
        }
    }

    private static Object kept(Page page) {
        return page.evaluate("JSON.stringify(Object.keys(localStorage).filter(key => key.startsWith('amounts')))");
    }

    @Test
    @Order(5)
    void a_paste_that_was_refused_is_not_stored_later() {
        try (BrowserContext person = browser.english()) {
            Page page = signedIn(person, "alice");
            beginJournal(page, "WHOLE");
            paste(cell(page, "T4"), "1\n2\n3\n");
            assertThat(page.locator("#status")).containsText("NOTHING_SELECTED");
            assertThat(cell(page, "T5")).hasAttribute("aria-invalid", "true");
            Assertions.assertThat(kept(page)).isEqualTo("[]");
            page.reload();
            assertThat(cell(page, "T4")).hasValue("");
            sumsAre(page, "0", "0.00");

            cell(page, "T3").evaluate("cell => cell.dataset.transaction = 'T4'");
            cell(page, "T4").last().evaluate("cell => cell.dataset.transaction = 'T3'");
            paste(cell(page, "T4"), "1\n2\n");
            assertThat(page.locator("#status")).containsText("VALUE_CHANGED");
            sumsAre(page, "0", "0.00");
        }
    }

    @Test
    @Order(5)
    void a_new_journal_of_the_same_name_gets_nothing_that_was_typed_for_the_old() {
        try (BrowserContext person = browser.english()) {
            Page page = signedIn(person, "alice");
            beginJournal(page, "TWICE");
            person.route("**/edit/type", route -> route.abort());
            type(page, "T1", "5");
            assertThat(page.locator("#status")).containsText("Unsaved: 1");
            page.close();
            person.unroute("**/edit/type");
            rig.server
                    .as("ledger_owner")
                    .sql("delete from adjustment_journal where journal = 'TWICE'")
                    .update();
            Page next = person.newPage();
            beginJournal(next, "TWICE");
            assertThat(cell(next, "T1")).hasValue("");
            type(next, "T2", "3");
            sumsAre(next, "1", "3.00");
        }
    }

    @Test
    @Order(5)
    void what_waits_is_said_and_sent_from_any_page_of_the_journal() {
        try (BrowserContext person = browser.english()) {
            Page page = signedIn(person, "alice");
            beginJournal(page, "WAITS");
            page.route("**/edit/type", route -> route.abort());
            type(page, "T1", "5");
            type(page, "T4", "6");
            assertThat(page.locator("#status")).containsText("Unsaved: 2");
            go(page, "/edit?company=C&journal=WAITS&transaction=T3");
            assertThat(cell(page, "T1")).hasCount(0);
            assertThat(page.locator("#status")).containsText("Unsaved: 2");
            page.unroute("**/edit/type");
            go(page, "/edit?company=C&journal=WAITS&transaction=T3");
            sumsAre(page, "2", "11.00");
            assertThat(page.locator("#status")).hasText("Saved.");
            Assertions.assertThat(kept(page)).isEqualTo("[]");

            page.route("**/edit/type", route -> route.abort());
            type(page, "T5", "7");
            assertThat(page.locator("#status")).containsText("Unsaved: 1");
            page.unroute("**/edit/type");
            cell(page, "T5").focus();
            page.keyboard().press("Tab");
            sumsAre(page, "3", "18.00");
        }
    }

    @Test
    @Order(5)
    void the_same_amount_counts_when_it_is_typed_again_after_a_refusal() {
        try (BrowserContext person = browser.english()) {
            Page page = signedIn(person, "alice");
            beginJournal(page, "AGAIN");
            rig.server
                    .as("ledger_owner")
                    .sql(
                            "insert into adjustment select j.id, t.item_id, t.id, 99 from adjustment_journal j, inventory_transaction t"
                                    + " where j.journal = 'AGAIN' and t.transaction_id = 'T2'")
                    .update();
            type(page, "T2", "6");
            assertThat(page.locator("#grid")).containsText("AMOUNT_CHANGED");
            sumsAre(page, "1", "99.00");
            cell(page, "T2").focus();
            page.keyboard().press("Tab");
            cell(page, "T2").focus();
            page.keyboard().press("Tab");
            assertThat(cell(page, "T2")).hasAttribute("aria-invalid", "true");
            type(page, "T2", "6");
            sumsAre(page, "1", "6.00");
            assertThat(cell(page, "T2")).not().hasAttribute("aria-invalid", "true");

            cell(page, "T2").focus();
            cell(page, "T2")
                    .evaluate(
                            "cell => cell.dispatchEvent(new KeyboardEvent('keydown', { key: 'я', code: 'KeyZ', ctrlKey: true, bubbles: true, cancelable: true }))");
            sumsAre(page, "1", "99.00");
        }
    }

    private static final List<String> PAGES = List.of(
            "/",
            "/company?company=C",
            "/runs",
            "/runs/1",
            "/runs/1/report",
            "/runs/1/settlements",
            "/runs/99",
            "/journals?company=C",
            "/journal?company=C&journal=J",
            "/edit?company=C&journal=J",
            "/transaction?company=S&transaction=BIKE-3",
            "/cost?company=S&transaction=BIKE-3",
            "/check?company=S&date=2025-02-28",
            "/verify?company=S",
            "/work",
            "/do/post?company=C&journal=J",
            "/do/adjust?company=C",
            "/do/close?company=C",
            "/do/upload-amounts?company=C&journal=J",
            "/do/revalue?company=C",
            "/do/cancel?run=1",
            "/reports/adjustments?company=C&to=2025-12-31",
            "/reports/reconciliation?company=C&to=2025-12-31",
            "/reports/inventory-value?company=C&to=2025-12-31",
            "/reports/balance-turnover?company=C&from=2025-01-01&to=2025-12-31");

    @Test
    @Order(6)
    void no_page_has_barriers() {
        try (BrowserContext person = browser.english()) {
            Page page = person.newPage();
            go(page, "/sign-in?wrong");
            Assertions.assertThat(Browser.barriers(page)).as("sign-in").isEmpty();
            Browser.picture(page, "sign-in");
            Browser.darkPicture(page, "sign-in-dark");
            signIn(page, "bob");
            org.assertj.core.api.SoftAssertions all = new org.assertj.core.api.SoftAssertions();
            for (String path : PAGES) {
                go(page, path);
                all.assertThat(Browser.barriers(page)).as(path).isEmpty();
                Browser.picture(page, "page" + path.replaceAll("[^a-z0-9]+", "-"));
            }
            page.locator("summary").first().click();
            all.assertThat(Browser.barriers(page)).as("an open menu").isEmpty();
            Browser.picture(page, "menu");
            all.assertAll();
        }
    }

    @Test
    @Order(7)
    void a_narrow_screen_does_not_scroll_sideways() {
        try (BrowserContext person = browser.english()) {
            Page page = signedIn(person, "rita");
            page.setViewportSize(390, 800);
            for (String path : PAGES) {
                go(page, path);
                Object wide =
                        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
                Assertions.assertThat(wide).as(path).isEqualTo(0);
            }
            go(page, "/company?company=C");
            Browser.picture(page, "narrow");
        }
    }

    /** Presses Tab until what is wanted has the focus. */
    private static void tabTo(Page page, String text) {
        for (int i = 0; i < 60; i++) {
            page.keyboard().press("Tab");
            Object focused = page.evaluate(
                    "(e => (e.labels && e.labels.length ? e.labels[0].textContent : e.textContent).trim())(document.activeElement)");
            if (text.equals(focused)) {
                return;
            }
        }
        throw new AssertionError("Tab does not come to " + text);
    }

    @Test
    @Order(8)
    void the_keyboard_alone_is_enough() {
        try (BrowserContext person = browser.english()) {
            Page page = person.newPage();
            go(page, "/company?company=C");
            assertThat(page.locator("input[name=name]")).isFocused();
            page.keyboard().type("alice");
            page.keyboard().press("Tab");
            page.keyboard().type(ConsoleRig.PASSWORD);
            page.keyboard().press("Enter");
            assertThat(page.locator("h1")).hasText("Company C");
            page.keyboard().press("Tab");
            assertThat(page.locator(".skip")).isFocused();
            Browser.picture(page, "skip");
            tabTo(page, "Do");
            page.keyboard().press("Enter");
            tabTo(page, "Begin a journal");
            page.keyboard().press("Enter");
            assertThat(page.locator("h1")).hasText("Begin a journal");
            tabTo(page, "Journal");
            page.keyboard().type("KEYS");
            tabTo(page, "Begin a journal");
            page.keyboard().press("Enter");
            assertThat(page.locator("h1")).hasText("Journal KEYS");
        }
    }

    @Test
    @Order(9)
    void it_speaks_russian() {
        try (BrowserContext person = browser.person(new NewContextOptions().setLocale("ru-RU"))) {
            Page page = person.newPage();
            go(page, "/sign-in");
            assertThat(page.locator("button.main")).hasText("Войти");
            signIn(page, "alice");
            go(page, "/do/begin-journal?company=C");
            page.locator("input[name=journal]").fill("РУС");
            page.locator("button.main").click();
            assertThat(page.locator("h1")).hasText("Журнал РУС");
            type(page, "T1", "1234,5");
            assertThat(cell(page, "T1")).hasValue("1\u00a0234,50");
            assertThat(page.locator("[data-sum=net]")).hasText("1\u00a0234,50");
            assertThat(page.locator("#status")).hasText("Сохранено.");
            Browser.picture(page, "russian");
            Assertions.assertThat(Browser.barriers(page)).isEmpty();
            assertThat(page.locator("html")).hasAttribute("lang", "ru");
        }
    }

    @Test
    @Order(10)
    void pages_that_show_need_no_script() {
        try (BrowserContext person =
                browser.person(new NewContextOptions().setLocale("en-US").setJavaScriptEnabled(false))) {
            Page page = person.newPage();
            go(page, "/");
            signIn(page, "rita");
            follow(page, "C");
            follow(page, "Runs");
            follow(page, "C-000001");
            assertThat(page.locator("main")).containsText("Voucher");
            open(page, "Reports", "Inventory value");
            assertThat(page.locator("h1")).hasText("Inventory value");
            go(page, "/edit?company=C&journal=J");
            assertThat(cell(page, "T1")).hasValue("100.00");
            assertThat(cell(page, "T1")).isDisabled();
        }
    }

    @Test
    @Order(11)
    void a_run_is_printed_on_A4() throws Exception {
        try (BrowserContext person = browser.english()) {
            Page page = signedIn(person, "rita");
            go(page, "/runs/1");
            byte[] pdf = page.pdf(new Page.PdfOptions()
                    .setPreferCSSPageSize(true)
                    .setPath(Path.of("target", "screenshots", "run.pdf")));
            try (PDDocument document = Loader.loadPDF(pdf)) {
                PDRectangle sheet = document.getPage(0).getMediaBox();
                Assertions.assertThat(Math.round(sheet.getWidth() * 25.4 / 72)).isEqualTo(210);
                Assertions.assertThat(Math.round(sheet.getHeight() * 25.4 / 72)).isEqualTo(297);
                Assertions.assertThat(new PDFTextStripper().getText(document))
                        .contains("C-000001", "Run 1", "Debit")
                        .doesNotContain("Sign out", "As a file");
            }
        }
    }
}
