package org.periodclose.contract;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A made-up company with everything that the contract allows, and journals that are right, or that have lines that are not. */
final class RandomCompany {
    static final LocalDate POSTING_DATE = LocalDate.of(2025, 10, 31);

    /** Names that sort otherwise by locale, by UTF-16 unit or by length than by code point, and that need quotes. */
    private static final List<String> ODD = List.of(
            "Alpha",
            "alpha",
            "ALPHA",
            "a",
            "B",
            "b",
            "a b",
            "a-b",
            "a_b",
            "Ёлка",
            "ёлка",
            "Ящик",
            "Гайки, М6",
            "\"Quoted\"",
            "comma, and \"quote\"",
            "Ä",
            "A\u0308",
            "zeta",
            "\uFF01full width",
            "\uD83D\uDE00 smile",
            "\uD83D\uDEB2 bike",
            "10",
            "9",
            "010",
            "plain space",
            "two  spaces",
            "semi;colon",
            "percent % and $1",
            "back\\slash",
            "it's",
            "\\N",
            "null",
            "ﬁ");

    private static final Map<String, Integer> DECIMALS = Map.of("JPY", 0, "USD", 2, "KWD", 3);
    private static final List<String> ADJUSTABLE =
            List.of("FIFO", "LIFO", "LIFO_DATE", "WEIGHTED_AVERAGE", "WEIGHTED_AVERAGE_DATE");

    enum Layer {
        ACCOUNTING,
        REPORTING
    }

    record Item(String number, String group, String model) {}

    record Movement(
            String id,
            Item item,
            boolean receipt,
            @Nullable LocalDate financialDate,
            Map<Layer, BigDecimal> cost,
            boolean open,
            @Nullable String ownAccount) {}

    /** @param fault the code that the line is to be refused with; null: it is right */
    record Line(
            Movement movement, BigDecimal amount, @Nullable String fault) {}

    record Journal(String name, Layer layer, List<Line> lines) {}

    /** @param relation item number, item group or empty, by the code */
    record Profile(String type, String code, String relation, String account) {}

    final String name;
    final boolean storno;
    final Map<Layer, String> currencies = new HashMap<>();
    final List<Profile> profiles = new ArrayList<>();
    final List<Journal> journals = new ArrayList<>();
    private final Random random;
    private final List<String> inventoryAccounts = new ArrayList<>();
    private final List<String> resultAccounts = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();
    private final List<Movement> movements = new ArrayList<>();

    /** What a movement can still lose, whichever journals are posted and in whatever order. */
    private final Map<String, BigDecimal> left = new HashMap<>();

    RandomCompany(String name, Random random, boolean faulty, int size) {
        this.name = name;
        this.random = random;
        storno = random.nextInt(4) > 0;
        currencies.put(Layer.ACCOUNTING, any(List.of("JPY", "USD", "KWD")));
        if (random.nextInt(4) > 0) {
            currencies.put(Layer.REPORTING, any(List.of("JPY", "USD", "KWD")));
        }
        setUp(size);
        for (int i = 0; i < size; i++) {
            movements.add(movement("T" + i + any(List.of("", "-ж", ",x", "\"y"))));
        }
        for (Layer layer : currencies.keySet().stream().sorted().toList()) {
            for (int i = random.nextInt(1, 3); i > 0; i--) {
                journals.add(journal(name + "-" + layer + "-" + i, layer, faulty));
            }
        }
    }

    private void setUp(int size) {
        for (int i = random.nextInt(2, 5); i > 0; i--) {
            inventoryAccounts.add("1" + i + any(List.of("", ".01", ".1", ".10", "-SPB-CC7", " товары", ",a")));
            resultAccounts.add("9" + i + any(List.of("", ".01", ".1", ".10", "-SPB-CC7", " убытки", ",a")));
        }
        Set<String> groups = new HashSet<>();
        while (groups.size() < 4 + random.nextInt(8)) {
            groups.add(any(ODD));
        }
        List<String> sortedGroups = groups.stream().sorted().toList();
        Set<String> numbers = new HashSet<>();
        while (numbers.size() < 5 + size / 20) {
            numbers.add(any(ODD) + (random.nextBoolean() ? "" : "-" + random.nextInt(100)));
        }
        for (String number : numbers.stream().sorted().toList()) {
            String model = random.nextInt(8) == 0 ? any(List.of("MOVING_AVERAGE", "STANDARD_COST")) : any(ADJUSTABLE);
            items.add(new Item(number, any(sortedGroups), model));
        }
        for (String type : List.of("INVENTORY", "PROFIT", "LOSS")) {
            List<String> accounts = type.equals("INVENTORY") ? inventoryAccounts : resultAccounts;
            profiles.add(new Profile(type, "ALL", "", any(accounts)));
            sortedGroups.stream()
                    .filter(group -> random.nextInt(3) == 0)
                    .forEach(group -> profiles.add(new Profile(type, "GROUP", group, any(accounts))));
            items.stream()
                    .filter(item -> random.nextInt(4) == 0)
                    .forEach(item -> profiles.add(new Profile(type, "TABLE", item.number(), any(accounts))));
        }
    }

    private Movement movement(String id) {
        boolean receipt = random.nextInt(5) > 0;
        Map<Layer, BigDecimal> cost = new HashMap<>();
        currencies.forEach((layer, currency) -> {
            if (layer == Layer.ACCOUNTING || random.nextInt(8) > 0) {
                BigDecimal size = random.nextInt(20) == 0 ? BigDecimal.ZERO : amount(currency, 1_000_000);
                cost.put(layer, receipt ? size : size.negate());
            }
        });
        String own = random.nextInt(3) > 0 ? null : any(inventoryAccounts);
        LocalDate date = random.nextInt(10) == 0 ? null : POSTING_DATE.minusDays(random.nextInt(300));
        Movement movement = new Movement(id, any(items), receipt, date, cost, random.nextInt(8) > 0, own);
        for (Layer layer : currencies.keySet()) {
            left.put(layer + id, cost.getOrDefault(layer, BigDecimal.ZERO));
        }
        return movement;
    }

    private Journal journal(String journal, Layer layer, boolean faulty) {
        String currency = currencyOf(layer);
        Map<String, Line> lines = new LinkedHashMap<>();
        for (Movement movement : movements) {
            String fault = faultOf(movement, layer);
            boolean gain = random.nextBoolean();
            BigDecimal most = Objects.requireNonNull(left.get(layer + movement.id()));
            if (fault != null) {
                if (faulty && !fault.isEmpty() && random.nextInt(3) == 0) {
                    lines.put(movement.id(), new Line(movement, amount(currency, 100), fault));
                }
            } else if (gain || most.signum() == 0) {
                lines.put(movement.id(), new Line(movement, amount(currency, 10_000), null));
            } else if (faulty && random.nextInt(6) == 0) {
                BigDecimal worth = movement.cost().getOrDefault(layer, BigDecimal.ZERO);
                BigDecimal tooMuch =
                        worth.add(BigDecimal.ONE.scaleByPowerOfTen(8)).negate();
                lines.put(movement.id(), new Line(movement, tooMuch, "VALUE_BELOW_ZERO"));
            } else {
                // To the last unit now and then: a value of zero is allowed.
                BigDecimal loss = random.nextInt(5) == 0 ? most : most.min(amount(currency, 10_000));
                left.put(layer + movement.id(), most.subtract(loss));
                lines.put(movement.id(), new Line(movement, loss.negate(), null));
            }
            if (random.nextInt(6) == 0) {
                lines.remove(movement.id());
            }
        }
        return new Journal(journal, layer, List.copyOf(lines.values()));
    }

    /** The one rule that an adjustment of this movement breaks; null: none; empty: several, so that it is not adjusted. */
    private static @Nullable String faultOf(Movement movement, Layer layer) {
        List<String> faults = new ArrayList<>();
        if (!movement.open()) {
            faults.add("TRANSACTION_NOT_OPEN");
        }
        if (movement.financialDate() == null) {
            faults.add("NOT_FINANCIALLY_UPDATED");
        }
        if (!movement.receipt()) {
            faults.add("NOT_A_RECEIPT");
        }
        if (!ADJUSTABLE.contains(movement.item().model())) {
            faults.add("MODEL_NOT_ADJUSTABLE");
        }
        if (!movement.cost().containsKey(layer)) {
            faults.add("COST_MISSING");
        }
        return faults.isEmpty() ? null : faults.size() == 1 ? faults.get(0) : "";
    }

    int decimals(Layer layer) {
        return Objects.requireNonNull(DECIMALS.get(currencyOf(layer)));
    }

    String currencyOf(Layer layer) {
        return Objects.requireNonNull(currencies.get(layer));
    }

    /** More than zero. */
    private BigDecimal amount(String currency, int most) {
        int decimals = Objects.requireNonNull(DECIMALS.get(currency));
        return new BigDecimal(random.nextInt(1, most)).movePointLeft(decimals);
    }

    private <T> T any(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }

    /** Appends the company's rows to the files of an import. */
    void write(ImportFiles files) {
        files.row(
                "companies.csv",
                name,
                "Company " + name,
                currencyOf(Layer.ACCOUNTING),
                currencies.get(Layer.REPORTING),
                storno);
        files.row("fiscal_periods.csv", name, "2025", "2025-01-01", "2025-12-31", "OPEN");
        inventoryAccounts.stream()
                .distinct()
                .forEach(account -> files.row("main_accounts.csv", name, account, "Goods", "BALANCE_SHEET"));
        resultAccounts.stream()
                .distinct()
                .forEach(account -> files.row("main_accounts.csv", name, account, "Result", "PROFIT_AND_LOSS"));
        items.stream()
                .map(Item::group)
                .distinct()
                .forEach(group -> files.row("item_groups.csv", name, group, "The group " + group));
        profiles.stream()
                .filter(profile -> profile.code().equals("GROUP"))
                .map(Profile::relation)
                .distinct()
                .filter(group -> items.stream().noneMatch(item -> item.group().equals(group)))
                .forEach(group -> files.row("item_groups.csv", name, group, "Empty group"));
        items.forEach(item -> files.row(
                "items.csv",
                name,
                item.number(),
                "Item, the \"" + item.number() + "\"",
                item.group(),
                item.model(),
                "1.234567",
                null));
        profiles.forEach(profile -> files.row(
                "posting_profiles.csv", name, profile.type(), profile.code(), profile.relation(), profile.account()));
        for (Movement movement : movements) {
            files.row(
                    "inventory_transactions.csv",
                    name,
                    movement.id(),
                    movement.item().number(),
                    movement.receipt() ? "RECEIPT" : "ISSUE",
                    movement.receipt() ? "1.5" : "-1.5",
                    "2025-01-01",
                    movement.financialDate(),
                    plain(movement.cost().get(Layer.ACCOUNTING)),
                    plain(movement.cost().get(Layer.REPORTING)),
                    movement.open(),
                    "Site",
                    "",
                    null,
                    null,
                    movement.ownAccount(),
                    random.nextBoolean() ? any(resultAccounts) : null);
        }
        for (Journal journal : journals) {
            files.row("adjustment_journals.csv", name, journal.name(), journal.layer(), "Made up");
            journal.lines()
                    .forEach(line -> files.row(
                            "adjustments.csv",
                            name,
                            journal.name(),
                            line.movement().id(),
                            plain(line.amount())));
        }
    }

    private static @Nullable String plain(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.toPlainString();
    }
}
