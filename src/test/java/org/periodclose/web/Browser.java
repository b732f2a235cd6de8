package org.periodclose.web;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Chromium of this machine. What its pages complain of is kept. */
final class Browser implements AutoCloseable {
    private static final double PATIENCE =
            Duration.ofSeconds(Integer.getInteger("patience", 120)).toMillis();
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final List<String> WCAG =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice");

    /** The rules that depend on colours. */
    private static final List<String> OF_COLOURS = List.of("color-contrast", "link-in-text-block");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Browser(Path program) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setTimeout(PATIENCE)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-dev-shm-usage",
                                "--disable-gpu",
                                "--disable-quic",
                                "--disable-background-networking")));
    }

    /** The property {@code browser}, else the first on the path; empty: there is none. */
    static Optional<Path> find() {
        String given = System.getProperty("browser", "");
        if (!given.isEmpty()) {
            return Optional.of(Path.of(given));
        }
        List<String> folders =
                List.of(System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator)));
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A person at a browser of their own. */
    BrowserContext person(NewContextOptions options) {
        BrowserContext person =
                chromium.newContext(options.setViewportSize(1280, 900).setReducedMotion(ReducedMotion.REDUCE));
        person.setDefaultTimeout(PATIENCE);
        person.addInitScript(
                "addEventListener('securitypolicyviolation', e => console.error('Content Security Policy', e.violatedDirective, e.blockedURI))");
        person.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                complaints.add(message.page().url() + ": " + message.text());
            }
        });
        person.onWebError(error -> complaints.add(error.page().url() + ": " + error.error()));
        return person;
    }

    BrowserContext english() {
        return person(new NewContextOptions().setLocale("en-US"));
    }

    /** Violations of the policy of a page, and errors of its script that nobody caught. */
    List<String> complaints() {
        return complaints;
    }

    /** What the rules of WCAG 2.0 to 2.2, A and AA, find in a page, in light and in dark colours. */
    static List<String> barriers(Page page) {
        PlaywrightAssertions.assertThat(page.locator("#waits")).hasCount(0);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        List<Rule> light = new AxeBuilder(page)
                .setLegacyMode(true)
                .withTags(WCAG)
                .analyze()
                .getViolations();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        List<Rule> dark = new AxeBuilder(page)
                .setLegacyMode(true)
                .withRules(OF_COLOURS)
                .analyze()
                .getViolations();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        return Stream.concat(told("light", light), told("dark", dark)).toList();
    }

    private static Stream<String> told(String scheme, List<Rule> rules) {
        return rules.stream()
                .flatMap(rule -> rule.getNodes().stream()
                        .map(node -> scheme + " " + rule.getId() + " (" + rule.getHelp() + "): " + node.getHtml() + " "
                                + node.getFailureSummary()));
    }

    /** For people to look at. */
    static void picture(Page page, String name) {
        PlaywrightAssertions.assertThat(page.locator("#waits")).hasCount(0);
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(name + ".png")));
    }

    /** The same in dark colours. */
    static void darkPicture(Page page, String name) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        picture(page, name);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
