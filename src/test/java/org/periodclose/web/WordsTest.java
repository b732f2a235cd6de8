package org.periodclose.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.periodclose.adjusting.LeftOutReason;
import org.periodclose.core.costing.Principle;
import org.periodclose.core.costing.Unsettled;
import org.periodclose.core.inventory.Direction;
import org.periodclose.core.inventory.Grouping;
import org.periodclose.core.ledger.FiscalPeriod;
import org.periodclose.core.ledger.RunStatus;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.ledger.Specification;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.settlement.MethodName;
import org.periodclose.core.settlement.Part;
import org.periodclose.desk.UserRole;
import org.periodclose.inquiry.AccountRule;
import org.periodclose.inquiry.CostReason;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.util.LinkedMultiValueMap;

/** The words of the console are all there, in both languages. */
class WordsTest {
    private static final String SAID = "said.";
    private static final Properties ENGLISH = read("/messages.properties");
    private static final Properties RUSSIAN = read("/messages_ru.properties");

    private static Properties read(String name) {
        try (InputStream in = Objects.requireNonNull(WordsTest.class.getResourceAsStream(name))) {
            Properties words = new Properties();
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void both_languages_have_the_same_words() {
        assertThat(RUSSIAN.stringPropertyNames().stream().filter(key -> !key.startsWith(SAID)))
                .containsExactlyInAnyOrderElementsOf(ENGLISH.stringPropertyNames());
        for (String key : ENGLISH.stringPropertyNames()) {
            assertThat(placeholders(RUSSIAN.getProperty(key)))
                    .as(key)
                    .isEqualTo(placeholders(ENGLISH.getProperty(key)));
        }
    }

    private static Set<String> placeholders(String words) {
        Matcher found = Pattern.compile("\\{\\d}").matcher(words);
        return found.results().map(result -> result.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The words that a view says are the key of the Russian ones; for those that it is given, their number stands here. */
    @Test
    void every_sentence_of_the_views_has_its_russian_words() throws IOException {
        String text = "\"((?:[^\"\\\\]|\\\\.)*)\"";
        Pattern said =
                Pattern.compile("Said\\.of\\(\\s*(?:[\\w.()=\\s]+\\?\\s*)?" + text + "(?:\\s*:\\s*" + text + ")?");
        Pattern flag = Pattern.compile("new Cell\\.Flag\\([^;]*?, " + text);
        Set<String> sentences = new TreeSet<>(Set.of("OPEN", "POSTING", "POSTED", "DELETED", "BLOCKING", "ADVISORY"));
        List<String> others = new ArrayList<>();
        for (String source : views()) {
            Stream.of(said, flag)
                    .flatMap(pattern -> pattern.matcher(source).results())
                    .flatMap(found -> Stream.of(found.group(1), found.groupCount() > 1 ? found.group(2) : null))
                    .filter(Objects::nonNull)
                    .forEach(sentences::add);
            Pattern.compile("Said\\.of\\(\\s*(\\w*)")
                    .matcher(said.matcher(source).replaceAll(""))
                    .results()
                    .forEach(found -> others.add(found.group(1)));
        }
        assertThat(sentences).hasSizeGreaterThan(250);
        assertThat(RUSSIAN.stringPropertyNames().stream()
                        .filter(key -> key.startsWith(SAID))
                        .map(key -> key.substring(SAID.length())))
                .containsExactlyInAnyOrderElementsOf(sentences);
        assertThat(others).containsExactlyInAnyOrder("flag", "journal", "journal", "line", "row");
        for (String sentence : sentences) {
            assertThat(placeholders(RUSSIAN.getProperty(SAID + sentence)))
                    .as(sentence)
                    .isEqualTo(placeholders(sentence));
        }
    }

    /** All that a cell or a sentence can have. */
    @Test
    void every_code_word_of_the_views_has_its_words() {
        Stream.of(
                        AccountRule.Source.values(),
                        CostReason.values(),
                        CurrencyLayer.values(),
                        Direction.values(),
                        FiscalPeriod.Status.values(),
                        Grouping.values(),
                        LeftOutReason.values(),
                        MethodName.values(),
                        Part.values(),
                        Principle.values(),
                        RunStatus.values(),
                        RunType.values(),
                        Specification.values(),
                        Unsettled.values())
                .flatMap(Stream::of)
                .forEach(word -> assertThat(RUSSIAN).containsKey("word." + word.name()));
    }

    private static List<String> views() throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> views = Files.list(Path.of("src", "main", "java", "org", "periodclose", "view"))) {
            for (Path view : views.toList()) {
                sources.add(Files.readString(view));
            }
        }
        return sources;
    }

    /** Columns, facts, figures and tables of the views, which are English. */
    @Test
    void every_heading_of_the_views_has_its_words() throws IOException {
        Pattern column = Pattern.compile("\\.(?:text|figure|code|shown|titled)\\(\\s*\"[^\"]*\",\\s*\"([^\"]+)\"");
        Pattern other = Pattern.compile("(?:\\.shown|\\.fact|new Fact|Figure\\.of|new Table)\\(\\s*\"([^\"]+)\"");
        Set<String> headings = new TreeSet<>();
        for (String source : views()) {
            Stream.of(column, other)
                    .flatMap(pattern -> pattern.matcher(source).results())
                    .forEach(found -> headings.add("heading." + found.group(1)));
        }
        assertThat(headings).hasSizeGreaterThan(120);
        assertThat(RUSSIAN.stringPropertyNames()).containsAll(headings);
    }

    @Test
    void a_currency_stands_behind_its_heading() {
        StaticMessageSource messages = new StaticMessageSource();
        messages.addMessage("heading.Value", Words.RUSSIAN, "Стоимость");
        assertThat(new Words(messages, Words.RUSSIAN).heading("Value (USD)")).isEqualTo("Стоимость (USD)");
    }

    @Test
    void every_form_and_every_field_has_its_words() {
        for (Action action : new Actions().all()) {
            assertThat(ENGLISH).containsKey("action." + action.name());
        }
        Stream.of(RunActions.all(), JournalActions.all())
                .flatMap(List::stream)
                .flatMap(action -> inputs(action).stream())
                .forEach(input -> assertThat(ENGLISH).containsKey(input.key()));
    }

    private static List<Input> inputs(Action action) {
        StaticMessageSource none = new StaticMessageSource();
        Words words = new Words(none, Locale.ENGLISH);
        Visit visit = new Visit(
                "u",
                UserRole.READER,
                user -> {
                    throw new IllegalStateException();
                },
                words,
                Clock.systemUTC(),
                ZoneOffset.UTC);
        return action.inputs(visit, new Given(new LinkedMultiValueMap<>(), Map.of(), words));
    }

    /** As {@code #{key}} or {@code words.of('key')}; put together ones have their own test. */
    @Test
    void every_word_of_a_template_is_there() throws IOException {
        Pattern used = Pattern.compile("#\\{([a-zA-Z.-]+)[(}]|words\\.of\\('([a-zA-Z.-]+)'\\)");
        List<String> missing = new ArrayList<>();
        try (Stream<Path> templates = Files.list(Path.of("src", "main", "resources", "templates"))) {
            for (Path template : templates.toList()) {
                Matcher found = used.matcher(Files.readString(template));
                while (found.find()) {
                    String key = found.group(1) == null ? found.group(2) : found.group(1);
                    if (!ENGLISH.containsKey(key)) {
                        missing.add(template.getFileName() + ": " + key);
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void every_word_of_the_code_is_there() throws IOException {
        Pattern used = Pattern.compile("words(?:\\(\\))?\\s*\\.of\\(\"([a-zA-Z.-]+)\"|\"(next\\.[a-zA-Z]+)\"");
        List<String> missing = new ArrayList<>();
        try (Stream<Path> sources = Files.list(Path.of("src", "main", "java", "org", "periodclose", "web"))) {
            for (Path source : sources.toList()) {
                Matcher found = used.matcher(Files.readString(source));
                while (found.find()) {
                    String key = found.group(1) == null ? found.group(2) : found.group(1);
                    if (!key.endsWith(".") && !ENGLISH.containsKey(key)) {
                        missing.add(source.getFileName() + ": " + key);
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }
}
