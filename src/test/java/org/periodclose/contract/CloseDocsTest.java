package org.periodclose.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.periodclose.cli.InProcess;
import org.periodclose.core.costing.InventoryModel;
import org.periodclose.core.costing.Unsettled;
import org.periodclose.core.fault.FaultCode;
import tools.jackson.databind.JsonNode;

/**
 * The ledgers of {@code src/docs/close.md}: each is an item of a company that is imported and closed, in each currency, with storno and without. What
 * the program settles, matches and leaves is what the page says, and nothing else.
 */
class CloseDocsTest {
    private static final Pattern TITLE = Pattern.compile("\\*\\*(.+), close of (.+)\\*\\*");
    private static final String NEXT = "Next close, ";
    private static final String SAME_GOODS = "the same goods in the reporting currency";
    private static final String LEDGER =
            "| Day | Transaction | Quantity | Cost | Takes | Cost after | Inventory changes by | Left |";
    private static final String POSTED =
            "| Ledger | Close of | Transaction | Part | Inventory changes by | With storno | Without storno |";
    private static final Pattern TAKES = Pattern.compile("([0-9.]+) of (\\w+): ([0-9.]+)(, not settled)?");
    private static final Pattern WAITS = Pattern.compile("([0-9.]+) unsettled: (\\w+)");
    private static final Pattern LEFT = Pattern.compile("([0-9.]+): ([0-9.]+)");
    private static final Pattern VOUCHER_LINE = Pattern.compile("Dr ([0-9.]+)[^/]*/ Cr ([0-9.]+)[^,]*, (-?[0-9.]+)");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final BigDecimal NOTHING = new BigDecimal("0.00");

    /** A row of a ledger; amounts and quantities without sign, but for changes of inventory. */
    private record Line(
            LocalDate day,
            String name,
            String kind,
            List<String> options,
            BigDecimal quantity,
            BigDecimal cost,
            List<String> takes,
            @Nullable BigDecimal costAfter,
            BigDecimal change,
            @Nullable String left) {
        boolean isIssue() {
            return kind.equals("issue");
        }

        boolean isMade() {
            return kind.equals("average");
        }

        /** The item that the page calls so, else that of the ledger. */
        String item(int ledger) {
            String other = option("item ");
            return "I" + ledger + (other == null ? "" : "-" + other);
        }

        boolean isAdjustment() {
            return kind.startsWith("adjustment of ");
        }

        @Nullable
        String option(String word) {
            return options.stream()
                    .filter(option -> option.startsWith(word))
                    .map(option -> option.substring(word.length()))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** A table of the page. */
    private record Shown(int item, String layer, String title, LocalDate date, List<Line> lines) {}

    private static final List<Shown> TABLES = new ArrayList<>();
    /** By item: the model in each currency, and the options of its group. */
    private static final Map<Integer, String> TITLES = new TreeMap<>();

    private static final Map<Integer, InventoryModel> REPORTING = new HashMap<>();
    private static List<String> page = List.of();

    /** What a close has done, by what the page calls it: settlements, matches, unsettled, layers. */
    private record Done(
            Map<String, BigDecimal> changes, List<String> matches, List<String> unsettled, List<String> layers) {}

    private static final Map<String, Done> CLOSES = new HashMap<>();
    /** Voucher lines of the first close by item, with storno and without. */
    private static final Map<Boolean, Map<String, List<String>>> VOUCHERS = new HashMap<>();
    /** What was settled, with accounts, by storno, layer and date. */
    private static final Map<String, List<String>> POSTINGS = new HashMap<>();

    @BeforeAll
    static void the_ledgers_are_closed() throws IOException {
        page = Files.readAllLines(Path.of("src/docs/close.md"));
        read();
        Books books = Books.empty();
        InProcess program = InProcess.on(books.url());
        for (boolean storno : List.of(true, false)) {
            String company = storno ? "STORNO" : "PLAIN";
            program.run("import", files(company, storno).toString()).exited(0);
            Map<String, Map<String, String>> made = Map.of("accounting", new HashMap<>(), "reporting", new HashMap<>());
            LocalDate last = LocalDate.MIN;
            for (LocalDate date : dates()) {
                postJournals(program, company, last, date);
                for (String layer : List.of("accounting", "reporting")) {
                    close(program, company, date, layer, storno, Objects.requireNonNull(made.get(layer)));
                }
                last = date;
            }
        }
    }

    // The page

    private static void read() {
        int item = 0;
        for (int number = 0; number < page.size(); number++) {
            String text = plain(page.get(number));
            if (text.startsWith("**" + NEXT)) {
                String date = text.substring(NEXT.length() + 2, text.length() - 2);
                TABLES.add(table(item, "accounting", "", LocalDate.parse(date, DAY), number + 2));
                continue;
            }
            Matcher title = TITLE.matcher(text);
            if (!title.matches()) {
                continue;
            }
            LocalDate date = LocalDate.parse(title.group(2), DAY);
            if (title.group(1).endsWith(SAME_GOODS)) {
                REPORTING.put(item, model(title.group(1)));
                TABLES.add(table(item, "reporting", "", date, number + 2));
            } else {
                TITLES.put(++item, title.group(1));
                TABLES.add(table(item, "accounting", title.group(1), date, number + 2));
            }
        }
    }

    private static String plain(String text) {
        return text.replace('−', '-');
    }

    private static Shown table(int item, String layer, String title, LocalDate date, int first) {
        assertThat(page.get(first)).isEqualTo(LEDGER);
        List<Line> lines = new ArrayList<>();
        for (String[] cells : rows(first + 2)) {
            String[] words = cells[1].split(", ", -1);
            String name = words[0].substring(0, words[0].indexOf(' '));
            lines.add(new Line(
                    LocalDate.parse(cells[0] + " " + date.getYear(), DAY),
                    name,
                    words[0].substring(name.length() + 1),
                    List.of(words).subList(1, words.length),
                    cells[2].isEmpty() ? BigDecimal.ZERO : new BigDecimal(cells[2]),
                    new BigDecimal(cells[3]),
                    cells[4].isEmpty() ? List.of() : List.of(cells[4].split("; ", -1)),
                    cells[5].isEmpty() ? null : new BigDecimal(cells[5]),
                    cells[6].isEmpty() ? NOTHING : new BigDecimal(cells[6]),
                    cells[7].isEmpty() ? null : cells[7]));
        }
        return new Shown(item, layer, title, date, lines);
    }

    /** The cells of a table, from a line on. */
    private static List<String[]> rows(int first) {
        return page.subList(first, page.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .map(CloseDocsTest::plain)
                .map(line -> line.substring(1, line.length() - 1).split("\\|", -1))
                .map(cells -> Arrays.stream(cells).map(String::strip).toArray(String[]::new))
                .toList();
    }

    private static List<String[]> rowsBelow(String header) {
        return rows(page.indexOf(header) + 2);
    }

    private static InventoryModel model(String title) {
        return InventoryModel.valueOf(
                title.replaceFirst(",.*", "").toUpperCase(Locale.ROOT).replace(' ', '_'));
    }

    private static List<LocalDate> dates() {
        return TABLES.stream().map(Shown::date).distinct().sorted().toList();
    }

    // The company

    private static String id(int item, String name) {
        return "L" + item + "-" + name;
    }

    private static String group(int item) {
        boolean physical = Objects.requireNonNull(TITLES.get(item)).contains("physical value on");
        return physical
                ? "PHYSICAL"
                : REPORTING.containsKey(item)
                        ? REPORTING.get(item).name()
                        : Objects.requireNonNull(TITLES.get(item)).contains("warehouses tracked")
                                ? "TRACKED"
                                : Objects.requireNonNull(TITLES.get(item)).contains("fixed receipt price")
                                        ? "FIXED"
                                        : "PLAIN";
    }

    private static Folder files(String company, boolean storno) {
        StringBuilder items = new StringBuilder();
        TABLES.stream()
                .flatMap(table -> table.lines().stream().map(line -> line.item(table.item()) + "," + table.item()))
                .distinct()
                .map(known -> known.split(",", -1))
                .forEach(known -> items.append(String.format(
                        Locale.ROOT,
                        "%s,%s,Ledger %s,G,%s,,,%s%n",
                        company,
                        known[0],
                        known[1],
                        model(Objects.requireNonNull(TITLES.get(Integer.valueOf(known[1])))),
                        group(Integer.parseInt(known[1])))));
        StringBuilder groups = new StringBuilder(
                List.of("PLAIN,false,,,", "PHYSICAL,true,,,", "TRACKED,false,,,WAREHOUSE", "FIXED,false,,true,")
                        .stream()
                        .map(group -> company + "," + group + "\n")
                        .collect(Collectors.joining()));
        REPORTING.values().stream()
                .distinct()
                .forEach(model -> groups.append(company + "," + model + ",false," + model + ",,\n"));
        StringBuilder markings = new StringBuilder();
        StringBuilder journals = new StringBuilder();
        StringBuilder adjustments = new StringBuilder();
        Map<String, String> transactions = new LinkedHashMap<>();
        for (Shown table : TABLES) {
            for (Line line : table.lines()) {
                String id = id(table.item(), line.name());
                if (line.isMade() || table.layer().equals("reporting")) {
                    continue;
                }
                if (line.isAdjustment()) {
                    String of = id(table.item(), line.kind().substring("adjustment of ".length()));
                    journals.append(company + "," + id + ",ACCOUNTING,\n");
                    adjustments.append(
                            company + "," + id + "," + of + "," + line.cost().toPlainString() + "\n");
                    continue;
                }
                transactions.putIfAbsent(id, transaction(company, table.item(), line));
                if (line.option("marked to ") != null) {
                    markings.append(company + "," + id + "," + id(table.item(), line.option("marked to ")) + ","
                            + line.quantity() + "\n");
                }
            }
        }
        return Folder.create()
                .file(
                        "companies.csv",
                        "company,name,accounting_currency,reporting_currency,storno_for_inventory_adjustments,minimum_throughput\n"
                                + company + ",Page,USD,EUR," + storno + ",0.10\n")
                .file(
                        "fiscal_periods.csv",
                        "company,period,start_date,end_date,status\n" + company
                                + ",2026-Q1,2026-01-01,2026-03-31,OPEN\n")
                .file(
                        "main_accounts.csv",
                        "company,main_account,name,type\n"
                                + List.of(
                                                "10,Materials,BALANCE_SHEET",
                                                "20,Production,BALANCE_SHEET",
                                                "41,Inventory,BALANCE_SHEET",
                                                "43,Finished goods,BALANCE_SHEET",
                                                "57,Goods in transit,BALANCE_SHEET",
                                                "90,Cost of sales,PROFIT_AND_LOSS",
                                                "91.01,Profit,PROFIT_AND_LOSS",
                                                "91.02,Loss,PROFIT_AND_LOSS")
                                        .stream()
                                        .map(account -> company + "," + account + "\n")
                                        .collect(Collectors.joining()))
                .file("item_groups.csv", "company,item_group,name\n" + company + ",G,Group\n")
                .file(
                        "item_model_groups.csv",
                        "company,item_model_group,include_physical_value,reporting_inventory_model,fixed_receipt_price,financial_dimensions\n"
                                + groups)
                .file(
                        "items.csv",
                        "company,item_number,name,item_group,inventory_model,cost_price,reporting_cost_price,item_model_group\n"
                                + items)
                .file(
                        "posting_profiles.csv",
                        "company,account_type,item_code,item_relation,main_account\n"
                                + List.of("INVENTORY,ALL,,41", "ISSUE,ALL,,90", "PROFIT,ALL,,91.01", "LOSS,ALL,,91.02")
                                        .stream()
                                        .map(profile -> company + "," + profile + "\n")
                                        .collect(Collectors.joining()))
                .file(
                        "inventory_transactions.csv",
                        "company,transaction_id,item_number,kind,quantity,physical_date,financial_date,cost_amount,reporting_cost_amount,open,"
                                + "site,warehouse,batch_number,serial_number,inventory_account,offset_account,return_of,sequence,cost_flow\n"
                                + String.join("", transactions.values()))
                .file("markings.csv", "company,issue_transaction_id,receipt_transaction_id,quantity\n" + markings)
                .file("adjustment_journals.csv", "company,journal,currency_layer,description\n" + journals)
                .file("adjustments.csv", "company,journal,transaction_id,amount\n" + adjustments);
    }

    private static String transaction(String company, int item, Line line) {
        String sign = line.isIssue() ? "-" : "";
        boolean physical = line.options().contains("physical only");
        String sequence = line.option("sequence ");
        return String.join(
                        ",",
                        company,
                        id(item, line.name()),
                        line.item(item),
                        line.isIssue() ? "ISSUE" : "RECEIPT",
                        sign + line.quantity(),
                        line.day().toString(),
                        physical ? "" : line.day().toString(),
                        sign + line.cost(),
                        sign + reportingCost(item, line),
                        "true,S",
                        word(line.option("warehouse ")),
                        ",",
                        word(line.option("inventory ")),
                        word(line.option("account ")),
                        line.kind().startsWith("return of ")
                                ? id(item, line.kind().substring("return of ".length()))
                                : "",
                        word(sequence),
                        line.option("flow ") == null ? "" : id(item, line.option("flow ")))
                + "\n";
    }

    private static String word(@Nullable String option) {
        return option == null ? "" : option;
    }

    /** The same amount, unless the page says otherwise. */
    private static BigDecimal reportingCost(int item, Line line) {
        return TABLES.stream()
                .filter(table -> table.item() == item && table.layer().equals("reporting"))
                .flatMap(table -> table.lines().stream())
                .filter(other -> other.name().equals(line.name()))
                .map(Line::cost)
                .findFirst()
                .orElse(line.cost());
    }

    // The closes

    private static void postJournals(InProcess program, String company, LocalDate after, LocalDate upTo) {
        for (Shown table : TABLES) {
            for (Line line : table.lines()) {
                if (line.isAdjustment()
                        && line.day().isAfter(after)
                        && !line.day().isAfter(upTo)) {
                    program.run(
                                    "post",
                                    "--company",
                                    company,
                                    "--journal",
                                    id(table.item(), line.name()),
                                    "--posting-date",
                                    line.day().toString())
                            .exited(0);
                }
            }
        }
    }

    private static void close(
            InProcess program, String company, LocalDate date, String layer, boolean storno, Map<String, String> made) {
        JsonNode runs = program.run(
                        "close",
                        "--company",
                        company,
                        "--date",
                        date.toString(),
                        "--layer",
                        layer,
                        "--specification",
                        "item-number",
                        "--output",
                        "json")
                .exited(0)
                .json()
                .get("runs");
        String run = runs.get(runs.size() - 1).get("run").asString();
        JsonNode settled = program.line("settlements --run " + run + " --output json")
                .exited(0)
                .json();
        JsonNode layers =
                program.line("layers --run " + run + " --output json").exited(0).json();
        nameMadeLayers(settled, made);
        Map<String, BigDecimal> changes = new TreeMap<>();
        settled.get("settlements")
                .forEach(of ->
                        changes.merge(text(of, "transactionId"), new BigDecimal(text(of, "amount")), BigDecimal::add));
        POSTINGS.put(storno + layer + date, postings(settled));
        List<String> matches = new ArrayList<>();
        settled.get("matches")
                .forEach(of -> matches.add(called(of, "issue", made) + " takes " + text(of, "quantity") + " of "
                        + called(of, "layer", made) + ": " + text(of, "amount")
                        + (of.get("settled").asBoolean() ? "" : ", not settled")));
        List<String> unsettled = new ArrayList<>();
        settled.get("unsettled")
                .forEach(of -> unsettled.add(
                        text(of, "transactionId") + ": " + text(of, "quantity") + " unsettled: " + text(of, "reason")));
        List<String> open = new ArrayList<>();
        layers.get("layers")
                .forEach(of ->
                        open.add(called(of, "layer", made) + " " + text(of, "quantity") + ": " + text(of, "value")));
        Done done = new Done(changes, matches, unsettled, open);
        Done other = CLOSES.putIfAbsent(layer + date, done);
        if (other != null) {
            assertThat(done).as("storno changes no value").isEqualTo(other);
        }
        VOUCHERS.computeIfAbsent(storno, any -> voucher(program, run));
    }

    private static List<String> postings(JsonNode settled) {
        List<String> postings = new ArrayList<>();
        settled.get("settlements")
                .forEach(
                        of -> postings.add(text(of, "transactionId") + " " + text(of, "part") + " " + text(of, "amount")
                                + " "
                                + (of.get("debitAccount").isNull()
                                        ? "nothing"
                                        : text(of, "debitAccount") + "/" + text(of, "creditAccount") + " "
                                                + text(of, "ledgerAmount"))));
        return postings;
    }

    private static Map<String, List<String>> voucher(InProcess program, String run) {
        Map<String, List<String>> lines = new HashMap<>();
        program.line("voucher --run " + run + " --output json")
                .exited(0)
                .json()
                .get("voucherLines")
                .forEach(line -> lines.computeIfAbsent(text(line, "itemNumber"), item -> new ArrayList<>())
                        .add(text(line, "debitAccount") + "/" + text(line, "creditAccount") + " "
                                + text(line, "amount")));
        return lines;
    }

    private static String text(JsonNode of, String key) {
        return of.get(key).asString();
    }

    private static String called(JsonNode of, String key, Map<String, String> made) {
        return made.getOrDefault(text(of, key), text(of, key));
    }

    /** Names made layers as the page calls them: A1, A2 ... of an item, in the order in which they were made. */
    private static void nameMadeLayers(JsonNode settled, Map<String, String> made) {
        Map<String, String> items =
                new TreeMap<>(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));
        for (JsonNode match : settled.get("matches")) {
            if (text(match, "issue").startsWith("~")) {
                String source = called(match, "layer", made);
                items.put(text(match, "issue"), source.substring(0, source.indexOf('-')));
            }
        }
        items.forEach((name, item) -> {
            long earlier = made.values().stream()
                    .filter(known -> known.startsWith(item + "-"))
                    .count();
            made.put(name, item + "-A" + (earlier + 1));
        });
    }

    // The figures

    @Test
    void the_page_has_a_ledger_of_each_model_and_of_each_reason() {
        assertThat(TITLES.values().stream().map(CloseDocsTest::model))
                .contains(
                        InventoryModel.FIFO,
                        InventoryModel.LIFO,
                        InventoryModel.LIFO_DATE,
                        InventoryModel.WEIGHTED_AVERAGE,
                        InventoryModel.WEIGHTED_AVERAGE_DATE);
        String all = TABLES.stream()
                .flatMap(table -> table.lines().stream())
                .flatMap(line -> line.takes().stream())
                .collect(Collectors.joining(" "));
        for (Unsettled reason : Unsettled.values()) {
            assertThat(all).contains(reason.name());
        }
    }

    @Test
    void every_close_does_what_its_tables_say_and_nothing_else() {
        for (LocalDate date : dates()) {
            for (String layer : List.of("accounting", "reporting")) {
                Done done = Objects.requireNonNull(CLOSES.get(layer + date));
                for (Shown table : TABLES) {
                    if (table.date().equals(date) && table.layer().equals(layer)) {
                        String item = "L" + table.item() + "-";
                        assertThat(of(done, item))
                                .as("%s %s, %s", table.title(), date, layer)
                                .isEqualTo(said(table));
                    }
                }
            }
        }
    }

    private static Map<String, List<String>> of(Done done, String item) {
        Map<String, List<String>> of = new LinkedHashMap<>();
        of.put(
                "changes",
                done.changes().entrySet().stream()
                        .filter(change -> change.getKey().startsWith(item))
                        .map(change -> change.getKey() + " " + change.getValue())
                        .toList());
        of.put("matches", in(done.matches(), item));
        of.put("unsettled", in(done.unsettled(), item));
        of.put("left", in(done.layers(), item));
        return of;
    }

    private static List<String> in(List<String> all, String item) {
        return all.stream().filter(text -> text.startsWith(item)).sorted().toList();
    }

    private static Map<String, List<String>> said(Shown table) {
        List<String> changes = new ArrayList<>();
        List<String> matches = new ArrayList<>();
        List<String> unsettled = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (Line line : table.lines()) {
            String id = id(table.item(), line.name());
            if (line.change().signum() != 0) {
                changes.add(id + " " + line.change());
            }
            for (String takes : line.takes()) {
                Matcher match = TAKES.matcher(takes);
                if (match.matches()) {
                    matches.add(id + " takes " + match.group(1) + " of " + id(table.item(), match.group(2)) + ": "
                            + match.group(3) + Objects.requireNonNullElse(match.group(4), ""));
                } else {
                    assertThat(takes).matches(WAITS);
                    unsettled.add(id + ": " + takes);
                }
            }
            if (line.left() != null) {
                left.add(id + " " + line.left());
            }
        }
        Map<String, List<String>> said = new LinkedHashMap<>();
        said.put("changes", changes.stream().sorted().toList());
        said.put("matches", matches.stream().sorted().toList());
        said.put("unsettled", unsettled.stream().sorted().toList());
        said.put("left", left.stream().sorted().toList());
        return said;
    }

    @Test
    void the_cost_after_is_the_cost_and_all_that_was_posted() {
        Map<String, BigDecimal> changes = new HashMap<>();
        for (Shown table : TABLES) {
            for (Line line : table.lines()) {
                String of = line.isAdjustment() ? line.kind().substring("adjustment of ".length()) : line.name();
                changes.merge(
                        table.layer() + id(table.item(), of),
                        line.isAdjustment()
                                ? line.cost()
                                : line.isIssue() ? line.change().negate() : line.change(),
                        BigDecimal::add);
            }
            for (Line line : table.lines()) {
                BigDecimal change = changes.getOrDefault(table.layer() + id(table.item(), line.name()), NOTHING);
                boolean told = line.isIssue() || change.signum() != 0;
                assertThat(line.costAfter())
                        .as("%s %s", table.date(), line)
                        .isEqualTo(told ? line.cost().add(change) : null);
            }
        }
    }

    @Test
    void the_models_are_compared_by_their_own_ledgers() {
        List<String[]> rows = rowsBelow("| Model | Cost of both issues | Stock left | Inventory changes by |");
        assertThat(rows).hasSize(5);
        for (String[] row : rows) {
            Shown table = titled(row[0]);
            assertThat(sum(table, line -> line.isIssue() ? line.costAfter() : null))
                    .isEqualTo(row[1]);
            assertThat(sum(table, CloseDocsTest::valueLeft)).isEqualTo(row[2]);
            assertThat(sum(table, Line::change)).isEqualTo(row[3].replace("+", ""));
        }
    }

    private static @Nullable BigDecimal valueLeft(Line line) {
        if (line.left() == null) {
            return null;
        }
        Matcher left = LEFT.matcher(line.left());
        assertThat(left.matches()).as(line.left()).isTrue();
        return new BigDecimal(left.group(2));
    }

    private static Shown titled(String title) {
        return TABLES.stream()
                .filter(table -> table.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static String sum(Shown table, Function<Line, @Nullable BigDecimal> of) {
        return table.lines().stream()
                .map(of)
                .filter(Objects::nonNull)
                .reduce(NOTHING, BigDecimal::add)
                .toPlainString();
    }

    @Test
    void the_voucher_has_the_lines_of_the_page() {
        List<String[]> rows = rowsBelow(
                "| Ledger above | Inventory changes by | Voucher line with storno | Voucher line without storno |");
        assertThat(rows).isNotEmpty();
        for (String[] row : rows) {
            Shown table = titled(row[0]);
            assertThat(sum(table, Line::change)).isEqualTo(row[1].replace("+", ""));
            assertThat(voucher(true, table)).containsExactly(line(row[2]));
            assertThat(voucher(false, table)).containsExactly(line(row[3]));
        }
    }

    @Test
    void every_settlement_of_a_flow_stands_on_the_accounts_of_the_page() {
        List<String[]> rows = IntStream.range(0, page.size())
                .filter(number -> page.get(number).equals(POSTED))
                .boxed()
                .flatMap(number -> rows(number + 2).stream())
                .toList();
        Map<Shown, List<String[]>> byTable = rows.stream()
                .collect(Collectors.groupingBy(row -> table(row[0], LocalDate.parse(row[1] + " 2026", DAY))));
        assertThat(byTable).hasSizeGreaterThan(5);
        byTable.forEach((table, said) -> {
            assertThat(posted(true, table)).as(table.title() + " with storno").isEqualTo(postings(table, said, 5));
            assertThat(posted(false, table))
                    .as(table.title() + " without storno")
                    .isEqualTo(postings(table, said, 6));
        });
    }

    private static Shown table(String title, LocalDate date) {
        int item = titled(title).item();
        return TABLES.stream()
                .filter(table -> table.item() == item && table.date().equals(date))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> posted(boolean storno, Shown table) {
        return in(
                Objects.requireNonNull(POSTINGS.get(storno + table.layer() + table.date())), "L" + table.item() + "-");
    }

    private static List<String> postings(Shown table, List<String[]> said, int column) {
        return said.stream()
                .map(row -> id(table.item(), row[2]) + " " + row[3] + " " + row[4].replace("+", "") + " "
                        + (row[column].equals("nothing") ? "nothing" : line(row[column])))
                .sorted()
                .toList();
    }

    private static List<String> voucher(boolean storno, Shown table) {
        return Objects.requireNonNull(
                Objects.requireNonNull(VOUCHERS.get(storno)).get("I" + table.item()));
    }

    private static String line(String said) {
        Matcher line = VOUCHER_LINE.matcher(said);
        assertThat(line.matches()).as(said).isTrue();
        return line.group(1) + "/" + line.group(2) + " " + line.group(3);
    }

    @Test
    void the_account_of_the_late_freight_adds_up_to_the_stock() {
        Shown first = titled("FIFO, late freight");
        List<Shown> tables =
                TABLES.stream().filter(table -> table.item() == first.item()).toList();
        BigDecimal balance = NOTHING;
        List<BigDecimal> moved = new ArrayList<>();
        for (String[] row : rowsBelow("| Day | Posting | Dr 41 | Cr 41 | Balance of 41 |")) {
            BigDecimal debit = row[2].isEmpty() ? NOTHING : new BigDecimal(row[2]);
            BigDecimal credit = row[3].isEmpty() ? NOTHING : new BigDecimal(row[3]);
            balance = balance.add(debit).subtract(credit);
            moved.add(debit.subtract(credit));
            assertThat(balance).isEqualTo(row[4]);
        }
        List<BigDecimal> posted = new ArrayList<>();
        for (Shown table : tables) {
            table.lines().stream()
                    .filter(line -> line.day().isAfter(table.date().withDayOfMonth(1)))
                    .filter(line -> line.day().getMonth() == table.date().getMonth())
                    .forEach(line -> posted.add(line.isIssue() ? line.cost().negate() : line.cost()));
            posted.add(new BigDecimal(sum(table, Line::change)));
        }
        assertThat(moved).isEqualTo(posted);
        assertThat(balance.toPlainString()).isEqualTo(sum(tables.get(tables.size() - 1), CloseDocsTest::valueLeft));
    }

    @Test
    void the_freight_after_two_closes_is_shared_to_the_last_cent() {
        String title = "FIFO, freight after two closes, warehouses tracked";
        Shown february = table(title, LocalDate.of(2026, 2, 28));
        Shown march = table(title, LocalDate.of(2026, 3, 31));
        List<BigDecimal> shares = new ArrayList<>();
        march.lines().stream()
                .filter(line -> line.isIssue() && !line.name().equals("T1"))
                .forEach(line -> shares.add(line.change().negate()));
        for (String layer : List.of("R1", "T2")) {
            shares.add(valueLeft(march, layer).subtract(valueLeft(february, layer)));
        }
        shares.add(shares.stream().reduce(NOTHING, BigDecimal::add));
        assertThat(rowsBelow("| What | Share of the freight |").stream().map(row -> new BigDecimal(row[1])))
                .isEqualTo(shares);
        assertThat(shares).endsWith(new BigDecimal("5.00"));
    }

    private static BigDecimal valueLeft(Shown table, String name) {
        return table.lines().stream()
                .filter(line -> line.name().equals(name))
                .map(CloseDocsTest::valueLeft)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_passes_of_an_iteration_come_near_the_exact_price_and_never_reach_it() {
        List<String[]> rows = rowsBelow("| Pass | Unit cost in A | Transfer back | Missing at the sale |");
        assertThat(rows).hasSizeGreaterThan(2);
        BigDecimal sale =
                Objects.requireNonNull(titled("Weighted average, there and back, warehouses tracked").lines().stream()
                        .filter(line -> line.name().equals("I1"))
                        .findFirst()
                        .orElseThrow()
                        .costAfter());
        BigDecimal back = new BigDecimal("50");
        for (String[] row : rows) {
            BigDecimal unitCost = new BigDecimal("170").add(back).divide(new BigDecimal("20"));
            back = unitCost.multiply(new BigDecimal("5"));
            assertThat(row[1])
                    .isEqualTo(unitCost.setScale(4, RoundingMode.HALF_UP).toPlainString());
            assertThat(row[2]).isEqualTo(back.setScale(2, RoundingMode.HALF_UP).toPlainString());
            assertThat(row[3])
                    .isEqualTo(
                            sale.subtract(unitCost.multiply(new BigDecimal("8")).setScale(2, RoundingMode.HALF_UP))
                                    .toPlainString());
        }
    }

    @Test
    void every_code_exists() {
        rowsBelow("| Refused with | Because | Way out |").forEach(row -> FaultCode.valueOf(row[0]));
        assertThat(rowsBelow("| Reason | Meaning | What to do |").stream().map(row -> row[0]))
                .containsExactly(
                        Arrays.stream(Unsettled.values()).map(Unsettled::name).toArray(String[]::new));
    }
}
