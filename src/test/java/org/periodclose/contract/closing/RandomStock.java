package org.periodclose.contract.closing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A made-up company over up to three months: what is imported in each month, and what is done then. Many rows on the same days, negative stock, rows that get
 * their invoice in a later month, rows that the ERP has settled or closed, markings, journals on receipts that are settled, recalculations, closes that
 * are taken back. Nothing of it is derived from the program.
 */
final class RandomStock {
    /** The most months of a company. */
    static final int MONTHS = 3;

    /** The name of a run that is made the day after a close. */
    static final Pattern AFTER_A_CLOSE = Pattern.compile(" RECALCULATION \\d{4}-\\d{2}-01 ");

    /** What may be in a company. */
    enum Kind {
        EVERYTHING(2),
        /** No markings. */
        UNMARKED(1),
        /**
         * Everything, with transfers, production and returns; but no recalculation of one item: the second calculation works out all flows then, with issues
         * that keep their cost, which breaks circles; to the program flows without that item are left alone if they have not changed.
         */
        LINKED(2),
        /** FIFO and weighted average by date, without markings and rows that are only physically updated: closes may be joined. */
        JOINABLE(MONTHS);

        final int months;

        Kind(int months) {
            this.months = months;
        }
    }

    static final List<String> FILES = List.of(
            "companies.csv:company,name,accounting_currency,reporting_currency,storno_for_inventory_adjustments,minimum_throughput,reporting_minimum_throughput,"
                    + "use_rounding_accounts,pre_close_internal_transfers",
            "fiscal_periods.csv:company,period,start_date,end_date,status",
            "main_accounts.csv:company,main_account,name,type",
            "item_groups.csv:company,item_group,name",
            "item_model_groups.csv:company,item_model_group,include_physical_value,fixed_receipt_price,negative_stock,financial_dimensions,reporting_inventory_model",
            "items.csv:company,item_number,name,item_group,inventory_model,cost_price,reporting_cost_price,item_model_group",
            "posting_profiles.csv:company,account_type,item_code,item_relation,main_account",
            "inventory_transactions.csv:company,transaction_id,item_number,kind,quantity,physical_date,financial_date,cost_amount,"
                    + "reporting_cost_amount,open,site,warehouse,batch_number,serial_number,inventory_account,offset_account,sequence,"
                    + "settled_quantity,settled_amount,reporting_settled_amount,cost_flow,return_of",
            "markings.csv:company,issue_transaction_id,receipt_transaction_id,quantity",
            "adjustment_journals.csv:company,journal,currency_layer,description",
            "adjustments.csv:company,journal,transaction_id,amount");

    private static final List<String> PERIODIC =
            List.of("FIFO", "LIFO", "LIFO_DATE", "WEIGHTED_AVERAGE", "WEIGHTED_AVERAGE_DATE");
    private static final List<String> MODELS = List.of(
            "FIFO",
            "FIFO",
            "LIFO",
            "LIFO",
            "LIFO_DATE",
            "LIFO_DATE",
            "WEIGHTED_AVERAGE",
            "WEIGHTED_AVERAGE",
            "WEIGHTED_AVERAGE_DATE",
            "WEIGHTED_AVERAGE_DATE",
            "MOVING_AVERAGE",
            "STANDARD_COST");
    private static final List<String> LAYERS = List.of("ACCOUNTING", "REPORTING");

    private record Group(
            String name,
            boolean physical,
            List<String> dimensions,
            @Nullable String reportingModel) {}

    private record Item(String number, String itemGroup, String model, Group group) {
        String model(String layer) {
            return layer.equals("REPORTING") && group.reportingModel() != null ? group.reportingModel() : model;
        }

        boolean isPeriodic() {
            return LAYERS.stream().allMatch(layer -> PERIODIC.contains(model(layer)));
        }
    }

    /** A transaction as it is now; quantities and costs without their sign. */
    private static final class Movement {
        final String id;
        final Item item;
        final boolean receipt;
        final LocalDate physical;
        final @Nullable LocalDate financial;
        final boolean open;
        final List<String> dimensions;
        final @Nullable String inventoryAccount;
        final @Nullable String offsetAccount;
        final @Nullable Integer sequence;
        BigDecimal quantity;
        Map<String, BigDecimal> cost;
        BigDecimal settledQuantity = BigDecimal.ZERO;
        Map<String, BigDecimal> settledAmount = Map.of();
        BigDecimal marked = BigDecimal.ZERO;
        BigDecimal returned = BigDecimal.ZERO;

        @Nullable
        String flow;

        @Nullable
        String returnOf;

        final Map<String, BigDecimal> lowered = new HashMap<>();

        Movement(
                String id,
                Item item,
                boolean receipt,
                LocalDate physical,
                @Nullable LocalDate financial,
                boolean open,
                List<String> dimensions,
                @Nullable String inventoryAccount,
                @Nullable String offsetAccount,
                @Nullable Integer sequence,
                BigDecimal quantity,
                Map<String, BigDecimal> cost) {
            this.id = id;
            this.item = item;
            this.receipt = receipt;
            this.physical = physical;
            this.financial = financial;
            this.open = open;
            this.dimensions = dimensions;
            this.inventoryAccount = inventoryAccount;
            this.offsetAccount = offsetAccount;
            this.sequence = sequence;
            this.quantity = quantity;
            this.cost = cost;
        }

        List<String> object() {
            List<String> object = new ArrayList<>(List.of(item.number(), dimensions.get(0)));
            List<String> names = List.of("SITE", "WAREHOUSE", "BATCH", "SERIAL");
            item.group().dimensions().forEach(name -> object.add(dimensions.get(names.indexOf(name))));
            return object;
        }

        boolean isLinked() {
            return flow != null || returnOf != null || returned.signum() > 0;
        }

        BigDecimal unmarked() {
            return quantity.subtract(settledQuantity).subtract(marked);
        }
    }

    private final Random random;
    private final Kind kind;
    private final Map<String, String> currencies = new LinkedHashMap<>();
    private final boolean storno;
    private final List<Item> items = new ArrayList<>();
    private final List<Movement> movements = new ArrayList<>();
    /** By month and file; without the company. */
    private final List<Map<String, List<List<String>>>> rows = new ArrayList<>();

    private final List<List<List<String>>> steps = new ArrayList<>();
    private final List<String> header = new ArrayList<>();
    private int journals;
    private int ids;

    RandomStock(Random random, Kind kind) {
        this.random = random;
        this.kind = kind;
        this.storno = random.nextInt(3) > 0;
        currencies.put("ACCOUNTING", any(List.of("USD", "EUR", "JPY", "KWD")));
        if (random.nextInt(3) == 0) {
            currencies.put("REPORTING", any(List.of("USD", "JPY", "KWD")));
        }
        for (int month = 1; month <= MONTHS; month++) {
            rows.add(new HashMap<>());
            steps.add(new ArrayList<>());
        }
        setUp();
        for (int month = 1; month <= kind.months; month++) {
            month(month);
        }
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    private int decimals(String layer) {
        return Currency.getInstance(Objects.requireNonNull(currencies.get(layer)))
                .getDefaultFractionDigits();
    }

    private void row(int month, String file, @Nullable Object... cells) {
        rows.get(month - 1)
                .computeIfAbsent(file, name -> new ArrayList<>())
                .add(Arrays.stream(cells)
                        .map(cell -> cell == null ? "" : cell.toString())
                        .toList());
    }

    private void step(int month, String... step) {
        steps.get(month - 1).add(List.of(step));
    }

    private void setUp() {
        String least = oneIn(3) ? any(List.of("1", "5")) : "0";
        header.addAll(List.of(
                currencies.get("ACCOUNTING"),
                currencies.getOrDefault("REPORTING", ""),
                Boolean.toString(storno),
                least,
                currencies.containsKey("REPORTING") ? least : "",
                Boolean.toString(kind == Kind.LINKED && oneIn(2)),
                kind == Kind.LINKED && oneIn(4) ? "false" : ""));
        row(1, "fiscal_periods.csv", "2026", "2026-01-01", "2026-12-31", "OPEN");
        for (String account : List.of("10.01", "10.02", "41", "60", "57", "20")) {
            row(1, "main_accounts.csv", account, "Account " + account, "BALANCE_SHEET");
        }
        for (String account : List.of("90.1", "90.2", "91.1", "91.2", "91.3", "91.4", "91.5")) {
            row(1, "main_accounts.csv", account, "Account " + account, "PROFIT_AND_LOSS");
        }
        row(1, "posting_profiles.csv", "INVENTORY", "ALL", "", "10.01");
        row(1, "posting_profiles.csv", "INVENTORY", "GROUP", "G1", "10.02");
        row(1, "posting_profiles.csv", "ISSUE", "ALL", "", "90.1");
        row(1, "posting_profiles.csv", "ISSUE", "GROUP", "G1", "90.2");
        row(1, "posting_profiles.csv", "PROFIT", "ALL", "", "91.1");
        row(1, "posting_profiles.csv", "LOSS", "ALL", "", "91.2");
        row(1, "posting_profiles.csv", "ROUNDING_PROFIT", "ALL", "", "91.3");
        row(1, "posting_profiles.csv", "ROUNDING_LOSS", "ALL", "", "91.4");
        row(1, "posting_profiles.csv", "PRICE_DIFFERENCE_LOSS", "GROUP", "G1", "91.5");
        List<Group> groups = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            groups.add(new Group(
                    "M" + number,
                    kind != Kind.JOINABLE && oneIn(2),
                    any(List.of(
                            List.of(),
                            List.of("WAREHOUSE"),
                            List.of("WAREHOUSE", "BATCH"),
                            List.of("BATCH", "SERIAL"))),
                    kind != Kind.JOINABLE && oneIn(3) ? any(MODELS) : null));
        }
        groups.forEach(group -> row(
                1,
                "item_model_groups.csv",
                group.name(),
                group.physical(),
                oneIn(4),
                true,
                String.join("+", group.dimensions()),
                group.reportingModel()));
        row(1, "item_groups.csv", "G0", "Group 0");
        row(1, "item_groups.csv", "G1", "Group 1");
        // The first item is periodic, so that a recalculation always has something in scope.
        for (int number = 0; number < random.nextInt(2, 6); number++) {
            items.add(new Item(
                    "I" + number,
                    "G" + number % 2,
                    kind == Kind.JOINABLE
                            ? any(List.of("FIFO", "WEIGHTED_AVERAGE_DATE"))
                            : number == 0 ? any(PERIODIC) : any(MODELS),
                    any(groups)));
        }
        items.forEach(item -> row(
                1,
                "items.csv",
                item.number(),
                "Item " + item.number(),
                item.itemGroup(),
                item.model(),
                "",
                "",
                item.group().name()));
    }

    private void month(int month) {
        List<LocalDate> days = IntStream.range(0, random.nextInt(3, 7))
                .mapToObj(day -> LocalDate.of(2026, month, random.nextInt(2, 28)))
                .toList();
        List<Movement> known = new ArrayList<>();
        for (Movement old : List.copyOf(movements)) {
            if (old.financial != null
                    && old.financial.getMonthValue() == month
                    && old.physical.getMonthValue() < month) {
                invoiced(month, old);
                known.add(old);
            }
        }
        for (int count = random.nextInt(4, month == 1 ? 24 : 14); count > 0; count--) {
            Movement movement = movement(month, days);
            movements.add(movement);
            known.add(movement);
            transaction(month, movement, movement.financial != null && movement.financial.getMonthValue() == month);
        }
        if (kind == Kind.LINKED) {
            for (int count = random.nextInt(1, 6); count > 0; count--) {
                known.addAll(link(month, days));
            }
        }
        if (kind == Kind.EVERYTHING || kind == Kind.LINKED) {
            for (int count = random.nextInt(4); count > 0; count--) {
                marking(month, known);
            }
        }
        for (String layer : currencies.keySet()) {
            work(month, layer);
        }
    }

    private Movement movement(int month, List<LocalDate> days) {
        Item item = any(items);
        LocalDate physical = any(days);
        LocalDate financial = physical;
        if (kind != Kind.JOINABLE && oneIn(5)) {
            int later = month + random.nextInt(3);
            financial = later > kind.months ? null : LocalDate.of(2026, later, random.nextInt(2, 28));
            financial = financial != null && financial.isBefore(physical) ? physical : financial;
        }
        boolean receipt = random.nextInt(9) > 3;
        BigDecimal quantity = new BigDecimal(random.nextInt(1, 300)).movePointLeft(oneIn(3) ? random.nextInt(4) : 0);
        Movement movement = new Movement(
                id(),
                item,
                receipt,
                physical,
                financial,
                !oneIn(20) || kind == Kind.JOINABLE,
                List.of("S1", "W" + random.nextInt(2), "B" + random.nextInt(2), "N" + random.nextInt(2)),
                oneIn(4) ? "41" : null,
                receipt ? "60" : oneIn(2) ? "90.1" : null,
                oneIn(2) ? null : random.nextInt(4),
                quantity.stripTrailingZeros(),
                cost(quantity));
        if (oneIn(12) && movement.financial != null && movement.financial.equals(physical)) {
            boolean whole = oneIn(4);
            movement.settledQuantity =
                    whole ? movement.quantity : movement.quantity.divide(BigDecimal.valueOf(2), 3, RoundingMode.DOWN);
            Map<String, BigDecimal> settled = new HashMap<>();
            movement.cost.forEach((layer, cost) -> settled.put(
                    layer, whole ? cost : cost.divide(BigDecimal.valueOf(2), decimals(layer), RoundingMode.DOWN)));
            movement.settledAmount = settled;
        }
        return movement;
    }

    private Map<String, BigDecimal> cost(BigDecimal quantity) {
        Map<String, BigDecimal> cost = new HashMap<>();
        BigDecimal unit = oneIn(20) ? BigDecimal.ZERO : new BigDecimal(random.nextInt(1, 4_000)).movePointLeft(2);
        for (String layer : currencies.keySet()) {
            cost.put(
                    layer,
                    quantity.multiply(unit)
                            .multiply(BigDecimal.valueOf(layer.equals("ACCOUNTING") ? 100 : random.nextInt(80, 120)))
                            .movePointLeft(2)
                            .setScale(decimals(layer), RoundingMode.HALF_UP));
        }
        return cost;
    }

    /** A transfer, one there and back, a production order or a return. */
    private List<Movement> link(int month, List<LocalDate> days) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> transfer(month, any(items), any(days), random.nextInt(2), quantity());
            case 2 -> thereAndBack(month, days);
            case 3 -> production(month, days);
            default -> giveBack(month, days);
        };
    }

    private BigDecimal quantity() {
        return new BigDecimal(random.nextInt(2, 200));
    }

    private String nextFlow() {
        return "F" + (movements.size() + 1);
    }

    /** A direct flow has its receipts at once; of another one they may come later, and may cost more. */
    private List<Movement> transfer(int month, Item item, LocalDate day, int from, BigDecimal quantity) {
        boolean direct = oneIn(2);
        boolean dearer = oneIn(5);
        String account = direct ? (oneIn(3) ? "41" : null) : "57";
        Movement issue = leg(item, false, day, from, account, quantity, cost(quantity));
        issue.flow = nextFlow();
        boolean two = oneIn(3);
        BigDecimal first = two ? half(quantity) : quantity;
        Map<String, BigDecimal> cost = new HashMap<>();
        Map<String, BigDecimal> rest = new HashMap<>();
        issue.cost.forEach((layer, whole) -> {
            BigDecimal part = two ? whole.divide(BigDecimal.valueOf(2), decimals(layer), RoundingMode.DOWN) : whole;
            cost.put(layer, dearer ? part.add(BigDecimal.ONE.setScale(decimals(layer))) : part);
            rest.put(layer, whole.subtract(part));
        });
        List<Movement> legs = new ArrayList<>(List.of(issue));
        legs.add(receipt(month, item, day, 1 - from, direct, first, cost));
        if (two) {
            legs.add(receipt(month, item, day, 1 - from, direct, quantity.subtract(first), rest));
        }
        legs.forEach(leg -> leg.flow = issue.flow);
        if ("41".equals(account)) {
            legs.set(1, withAccount(legs.get(1), "41"));
        }
        return add(month, legs);
    }

    private Movement receipt(
            int month,
            Item item,
            LocalDate day,
            int warehouse,
            boolean direct,
            BigDecimal quantity,
            Map<String, BigDecimal> cost) {
        LocalDate physical =
                direct || oneIn(2) ? day : LocalDate.of(2026, month, random.nextInt(day.getDayOfMonth(), 29));
        int later = direct ? month : month + random.nextInt(2);
        LocalDate financial = direct || later == month
                ? physical
                : later > kind.months ? null : LocalDate.of(2026, later, random.nextInt(2, 28));
        return new Movement(
                id(),
                item,
                true,
                physical,
                financial,
                !oneIn(12),
                List.of("S1", "W" + warehouse, "B0", "N0"),
                oneIn(4) ? "41" : null,
                null,
                oneIn(2) ? null : random.nextInt(4),
                quantity,
                cost);
    }

    private Movement leg(
            Item item,
            boolean receipt,
            LocalDate day,
            int warehouse,
            @Nullable String account,
            BigDecimal quantity,
            Map<String, BigDecimal> cost) {
        return new Movement(
                id(),
                item,
                receipt,
                day,
                day,
                true,
                List.of("S1", "W" + warehouse, "B0", "N0"),
                null,
                account,
                oneIn(2) ? null : random.nextInt(4),
                quantity,
                cost);
    }

    private static Movement withAccount(Movement leg, String account) {
        Movement other = new Movement(
                leg.id,
                leg.item,
                leg.receipt,
                leg.physical,
                leg.financial,
                leg.open,
                leg.dimensions,
                account,
                leg.offsetAccount,
                leg.sequence,
                leg.quantity,
                leg.cost);
        other.flow = leg.flow;
        return other;
    }

    private String id() {
        return any(List.of("T", "S", "q", "Я")) + random.nextInt(10, 99) + "-" + ++ids;
    }

    private List<Movement> add(int month, List<Movement> more) {
        for (Movement movement : more) {
            movements.add(movement);
            transaction(month, movement, movement.financial != null && movement.financial.getMonthValue() == month);
        }
        return more;
    }

    /** Now and then each way is marked for the other one, which makes a closed circle of them. */
    private List<Movement> thereAndBack(int month, List<LocalDate> days) {
        Item item = any(items);
        BigDecimal quantity = quantity();
        List<Movement> there = transfer(month, item, any(days), 0, quantity);
        List<Movement> back = transfer(month, item, any(days), 1, oneIn(2) ? quantity : half(quantity));
        if (oneIn(3)
                && item.group().dimensions().contains("WAREHOUSE")
                && there.size() == 2
                && back.size() == 2
                && there.get(1).open
                && back.get(1).open) {
            BigDecimal most = back.get(0).quantity;
            mark(month, back.get(0), there.get(1), most);
            mark(month, there.get(0), back.get(1), most);
        }
        List<Movement> all = new ArrayList<>(there);
        all.addAll(back);
        return all;
    }

    private List<Movement> production(int month, List<LocalDate> days) {
        LocalDate day = any(days);
        String flow = nextFlow();
        List<Movement> legs = new ArrayList<>();
        for (int count = random.nextInt(1, 3); count > 0; count--) {
            BigDecimal quantity = quantity();
            legs.add(leg(any(items), false, day, random.nextInt(2), "20", quantity, cost(quantity)));
        }
        for (int count = random.nextInt(1, 4); count > 0; count--) {
            BigDecimal quantity = quantity();
            legs.add(
                    oneIn(3)
                            ? leg(any(items), true, day, random.nextInt(2), "20", quantity, cost(quantity))
                            : receipt(month, any(items), day, random.nextInt(2), false, quantity, cost(quantity)));
        }
        legs.forEach(leg -> leg.flow = flow);
        return add(month, legs);
    }

    /** A part of a sale comes back, at what it cost or at another price. */
    private List<Movement> giveBack(int month, List<LocalDate> days) {
        List<Movement> sold = movements.stream()
                .filter(issue -> !issue.receipt
                        && issue.flow == null
                        && half(issue.quantity.subtract(issue.returned)).signum() > 0)
                .toList();
        if (sold.isEmpty()) {
            return List.of();
        }
        Movement issue = any(sold);
        LocalDate day = any(days);
        BigDecimal left = issue.quantity.subtract(issue.returned);
        BigDecimal quantity = oneIn(3) ? left : half(left);
        Map<String, BigDecimal> cost = new HashMap<>();
        issue.cost.forEach((layer, whole) -> cost.put(
                layer,
                oneIn(3)
                        ? whole
                        : whole.multiply(quantity).divide(issue.quantity, decimals(layer), RoundingMode.HALF_UP)));
        Movement back = new Movement(
                id(),
                issue.item,
                true,
                day,
                oneIn(6) ? null : day,
                true,
                issue.dimensions,
                null,
                oneIn(2) ? "60" : null,
                oneIn(2) ? null : random.nextInt(4),
                quantity,
                cost);
        back.returnOf = issue.id;
        issue.returned = issue.returned.add(quantity);
        return add(month, List.of(back));
    }

    /** The invoice says something else than the delivery note. */
    private void invoiced(int month, Movement movement) {
        if (oneIn(2)) {
            if (movement.marked.signum() == 0 && !movement.isLinked() && oneIn(2)) {
                movement.quantity = new BigDecimal(random.nextInt(1, 300));
            }
            movement.cost = cost(movement.quantity);
        }
        transaction(month, movement, true);
    }

    private void transaction(int month, Movement movement, boolean invoiced) {
        String sign = movement.receipt ? "" : "-";
        row(
                month,
                "inventory_transactions.csv",
                movement.id,
                movement.item.number(),
                movement.receipt ? "RECEIPT" : "ISSUE",
                sign + movement.quantity.toPlainString(),
                movement.physical,
                invoiced ? movement.financial : null,
                signed(sign, movement.cost.get("ACCOUNTING")),
                signed(sign, movement.cost.get("REPORTING")),
                movement.open,
                movement.dimensions.get(0),
                movement.dimensions.get(1),
                movement.dimensions.get(2),
                movement.dimensions.get(3),
                movement.inventoryAccount,
                movement.offsetAccount,
                movement.sequence,
                signed(sign, movement.settledQuantity),
                signed(sign, movement.settledAmount.get("ACCOUNTING")),
                signed(sign, movement.settledAmount.get("REPORTING")),
                movement.flow,
                movement.returnOf);
    }

    private static @Nullable String signed(String sign, @Nullable BigDecimal size) {
        return size == null ? null : (size.signum() == 0 ? "" : sign) + size.toPlainString();
    }

    private void marking(int month, List<Movement> known) {
        Movement one = any(known);
        List<Movement> others = movements.stream()
                .filter(other -> other.receipt != one.receipt
                        && other.open
                        && other.object().equals(one.object())
                        && other.unmarked().signum() > 0)
                .toList();
        if (!one.open || one.unmarked().signum() <= 0 || others.isEmpty()) {
            return;
        }
        Movement other = any(others);
        Movement issue = one.receipt ? other : one;
        Movement receipt = one.receipt ? one : other;
        if (issue.id.equals(receipt.returnOf)) {
            return;
        }
        BigDecimal most = one.unmarked().min(other.unmarked());
        BigDecimal half = half(most);
        mark(month, issue, receipt, oneIn(2) && half.signum() > 0 ? half : most);
    }

    private static BigDecimal half(BigDecimal quantity) {
        return quantity.divide(BigDecimal.valueOf(2), 3, RoundingMode.DOWN).stripTrailingZeros();
    }

    private void mark(int month, Movement issue, Movement receipt, BigDecimal quantity) {
        Map<String, BigDecimal> markings = markingsOf.computeIfAbsent(issue.id, id -> new TreeMap<>());
        if (markings.putIfAbsent(receipt.id, quantity) == null) {
            issue.marked = issue.marked.add(quantity);
            receipt.marked = receipt.marked.add(quantity);
            markings.forEach((marked, part) -> {
                if (written.add(month + " " + issue.id + " " + marked)) {
                    row(
                            month,
                            "markings.csv",
                            issue.id,
                            marked,
                            part.stripTrailingZeros().toPlainString());
                }
            });
        }
    }

    /** By issue: how much of which receipts. A file that names an issue has all of them. */
    private final Map<String, Map<String, BigDecimal>> markingsOf = new HashMap<>();

    private final Set<String> written = new HashSet<>();

    /** Journals, recalculations and the close of a month. */
    private void work(int month, String layer) {
        LocalDate end = LocalDate.of(2026, month, 1).plusMonths(1).minusDays(1);
        if (oneIn(3)) {
            recalculate(month, layer, LocalDate.of(2026, month, random.nextInt(2, 15)));
        }
        if (oneIn(2)) {
            journal(month, layer, LocalDate.of(2026, month, random.nextInt(10, 29)));
        }
        if (oneIn(3)) {
            recalculate(month, layer, LocalDate.of(2026, month, random.nextInt(15, 28)));
        }
        if (oneIn(2)) {
            journal(month, layer, end);
        }
        if (oneIn(3)) {
            recalculate(month, layer, end.plusDays(random.nextInt(2, 4)));
        }
        if (oneIn(3)) {
            recalculate(month, layer, end.plusDays(random.nextInt(4, 6)));
        }
        step(month, "close", end.toString(), layer);
        if (oneIn(4)) {
            step(month, "cancel-close", layer);
            if (oneIn(2)) {
                journal(month, layer, end);
            }
            step(month, "close", end.toString(), layer);
        }
        // Nothing is dated on the first day of a month, and no other run is: it finds nothing to do.
        step(month, "recalculate", end.plusDays(1).toString(), "", layer);
    }

    private void recalculate(int month, String layer, LocalDate date) {
        List<String> worked = items.stream()
                .filter(item -> PERIODIC.contains(item.model(layer))
                        && movements.stream()
                                .anyMatch(movement -> movement.item.equals(item)
                                        && movement.open
                                        && movement.quantity.compareTo(movement.settledQuantity) > 0
                                        && movement.financial != null
                                        && movement.financial.getMonthValue() == month
                                        && !movement.financial.isAfter(date)))
                .map(Item::number)
                .toList();
        if (!worked.isEmpty()) {
            step(month, "recalculate", date.toString(), oneIn(3) && kind != Kind.LINKED ? any(worked) : "", layer);
        }
    }

    private void journal(int month, String layer, LocalDate date) {
        String name = "J" + ++journals;
        boolean empty = true;
        for (Movement movement : movements) {
            if (movement.receipt
                    && movement.open
                    && movement.item.isPeriodic()
                    && movement.financial != null
                    && !movement.financial.isAfter(date)
                    && oneIn(3)) {
                BigDecimal cost = Objects.requireNonNull(movement.cost.get(layer));
                BigDecimal room = cost.subtract(movement.lowered.getOrDefault(layer, BigDecimal.ZERO))
                        .divide(BigDecimal.valueOf(4), decimals(layer), RoundingMode.DOWN);
                BigDecimal amount = new BigDecimal(random.nextInt(1, 2_000)).movePointLeft(decimals(layer));
                if (oneIn(2) && room.signum() > 0 && !movement.isLinked()) {
                    amount = amount.min(room);
                    movement.lowered.merge(layer, amount, BigDecimal::add);
                    amount = amount.negate();
                }
                row(month, "adjustments.csv", name, movement.id, amount.toPlainString());
                empty = false;
            }
        }
        if (!empty) {
            row(month, "adjustment_journals.csv", name, layer, "");
            step(month, "post", name, date.toString());
        }
    }

    /** The cells of the row of companies.csv behind the company and its name. */
    List<String> header(boolean otherStorno) {
        List<String> cells = new ArrayList<>(header);
        cells.set(2, Boolean.toString(storno != otherStorno));
        return cells;
    }

    int months() {
        return kind.months;
    }

    List<List<String>> rows(int month, String file) {
        return rows.get(month - 1).getOrDefault(file, List.of());
    }

    /** All that chance has decided, by month. */
    List<List<List<String>>> steps() {
        return List.copyOf(steps);
    }

    /** Journals and closes alone: no recalculation, and no close that is taken back. */
    List<List<List<String>>> plainSteps() {
        return steps.stream()
                .map(month -> {
                    List<List<String>> plain = new ArrayList<>();
                    for (List<String> step : month) {
                        if (step.get(0).equals("cancel-close")) {
                            plain.remove(plain.size() - 1);
                        } else if (!step.get(0).equals("recalculate")) {
                            plain.add(step);
                        }
                    }
                    return plain;
                })
                .toList();
    }

    /** All but recalculations of one item; after a close, and after the recalculation of the day after it, what is on hand is revalued: once, twice, or more. */
    List<List<List<String>>> stepsWithOnHand(Random price) {
        List<List<List<String>>> months = new ArrayList<>();
        int journals = 0;
        for (List<List<String>> all : steps) {
            List<List<String>> month = new ArrayList<>();
            for (List<String> step : all) {
                boolean recalculates = step.get(0).equals("recalculate");
                boolean afterAClose = recalculates
                        && !month.isEmpty()
                        && month.get(month.size() - 1).get(0).equals("close");
                if (recalculates && !step.get(2).isEmpty()) {
                    continue;
                }
                month.add(step);
                for (Item item : afterAClose ? items : List.<Item>of()) {
                    while (price.nextInt(3) == 0) {
                        month.add(List.of(
                                "on-hand",
                                item.number(),
                                BigDecimal.valueOf(price.nextInt(1, 3_000), 2).toPlainString(),
                                step.get(3),
                                Integer.toString(++journals)));
                    }
                }
            }
            months.add(month);
        }
        return months;
    }

    /** Journals, and one close of all months. */
    List<List<List<String>>> stepsWithOneClose() {
        List<List<List<String>>> one = new ArrayList<>();
        for (List<List<String>> month : plainSteps()) {
            boolean last = one.size() == MONTHS - 1;
            one.add(month.stream()
                    .filter(step -> last || !step.get(0).equals("close"))
                    .toList());
        }
        return one;
    }
}
