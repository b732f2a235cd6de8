package org.periodclose.contract.closing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.contract.closing.CompanyFiles.Currencies;
import org.periodclose.contract.closing.CompanyFiles.Marking;
import org.periodclose.contract.closing.CompanyFiles.Movement;
import org.periodclose.contract.closing.SecondMatching.Match;
import org.periodclose.contract.closing.SecondMatching.Side;

/**
 * The journals, recalculations, closes and cancellations of a company worked out a second time, in memory and without a line of the program: by the
 * letter of sections 2 to 5.
 */
final class SecondCalculation {
    private static final Set<String> PERIODIC =
            Set.of("FIFO", "LIFO", "LIFO_DATE", "WEIGHTED_AVERAGE", "WEIGHTED_AVERAGE_DATE");
    private static final Set<String> WITH_PHYSICAL_VALUE = Set.of("FIFO", "LIFO", "LIFO_DATE");
    private static final Comparator<List<String>> BY_DIMENSION = (one, other) -> {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            if (!one.get(i).equals(other.get(i))) {
                return one.get(i).compareTo(other.get(i));
            }
        }
        return one.size() - other.size();
    };

    /** @param ledgerAmount as the voucher has it, between the two accounts */
    private record Settled(
            String transaction,
            String part,
            BigDecimal amount,
            Accounts accounts,
            BigDecimal ledgerAmount,
            boolean storno) {}

    /** Nulls: nothing is posted. */
    private record Accounts(
            @Nullable String debit, @Nullable String credit) {
        static final Accounts NONE = new Accounts(null, null);

        Accounts swapped() {
            return new Accounts(credit, debit);
        }
    }

    /** @param root what an on-hand layer was made of, else the layer itself */
    private record Layer(
            List<String> object,
            String root,
            LocalDate date,
            long sequence,
            @Nullable String returnOf,
            BigDecimal quantity) {}

    private static final class Run {
        final int number;
        final String type;
        final Currencies currencies;
        final LocalDate date;
        final List<Settled> settlements = new ArrayList<>();
        final Map<String, Layer> made = new LinkedHashMap<>();
        final List<Match> matches = new ArrayList<>();
        final List<String> shownMatches = new ArrayList<>();
        final List<String> unsettled = new ArrayList<>();
        final List<String> openLayers = new ArrayList<>();
        final List<String> circles = new ArrayList<>();
        boolean active;

        Run(int number, String type, Currencies currencies, LocalDate date) {
            this.number = number;
            this.type = type;
            this.currencies = currencies;
            this.date = date;
            this.active = !type.equals("CANCELLATION");
        }

        boolean is(String other, Currencies of) {
            return active && type.equals(other) && currencies == of;
        }

        boolean keepsMatches(Currencies of) {
            return is("CLOSE", of) || is("ON_HAND_ADJUSTMENT", of);
        }
    }

    private final CompanyFiles files;
    private final List<Run> runs = new ArrayList<>();
    private final String specification;

    private SecondCalculation(String company, String specification) {
        this.files = new CompanyFiles(company);
        this.specification = specification;
    }

    /** What a company must come to. */
    static Outcome of(CloseCase worked) {
        int option = worked.options().indexOf("--specification");
        SecondCalculation books = new SecondCalculation(
                worked.company(), option < 0 ? "item-group" : worked.options().get(option + 1));
        books.files.read(worked.folder());
        for (List<String> step : worked.steps()) {
            books.step(worked.folder(), step);
        }
        return books.outcome();
    }

    /** What a random company must come to whose files stand in directories below a folder. */
    static Outcome of(String company, Path folder, List<List<String>> steps) {
        SecondCalculation books = new SecondCalculation(company, "item-group");
        steps.forEach(step -> books.step(folder, step));
        return books.outcome();
    }

    private void step(Path folder, List<String> step) {
        switch (step.get(0)) {
            case "import" -> files.read(folder.resolve(step.get(1)));
            case "post" -> post(step.get(1), LocalDate.parse(step.get(2)));
            case "cancel" -> cancel(runs.get(Integer.parseInt(step.get(1)) - 1));
            case "on-hand" -> onHand(step.get(1), new BigDecimal(step.get(2)), currencies(step, 3));
            case "cancel-close", "cancel-on-hand" ->
                runs.stream()
                        .filter(run -> run.is(
                                step.get(0).equals("cancel-close") ? "CLOSE" : "ON_HAND_ADJUSTMENT",
                                currencies(step, 1)))
                        .reduce((one, later) -> later)
                        .ifPresent(this::cancel);
            case "close" -> close(LocalDate.parse(step.get(1)), currencies(step, 2));
            case "recalculate" -> {
                String item = step.size() > 2 ? step.get(2) : "";
                settle(
                        "RECALCULATION",
                        LocalDate.parse(step.get(1)),
                        currencies(step, 3),
                        each -> item.isEmpty() || each.equals(item));
            }
            default -> throw new AssertionError("an unknown step: " + step);
        }
    }

    private static Currencies currencies(List<String> step, int position) {
        return step.size() > position ? Currencies.valueOf(step.get(position)) : Currencies.ACCOUNTING;
    }

    private Run run(String type, Currencies currencies, LocalDate date) {
        Run run = new Run(runs.size() + 1, type, currencies, date);
        runs.add(run);
        return run;
    }

    private void post(String name, LocalDate date) {
        CompanyFiles.Journal journal = files.journal(name);
        Run run = run("TRANSACTION_ADJUSTMENT", journal.layer(), date);
        journal.amounts().forEach((id, amount) -> {
            Movement receipt = files.movement(id);
            if (isAdjustable(receipt, amount, run)) {
                String offset = files.account(amount.signum() > 0 ? "PROFIT" : "LOSS", receipt.item());
                run.settlements.add(
                        settled(id, "MANUAL", amount, new Accounts(inventoryAccount(receipt), offset), amount));
            }
        });
        if (run.settlements.isEmpty()) {
            throw new AssertionError("journal " + name + " has no line that can be posted");
        }
    }

    private boolean isAdjustable(Movement receipt, BigDecimal amount, Run run) {
        return receipt.open()
                && receipt.receipt()
                && receipt.financial() != null
                && !receipt.financial().isAfter(run.date)
                && PERIODIC.contains(files.model(receipt.item(), run.currencies))
                && Stream.of(run.date, LocalDate.MAX)
                        .allMatch(date -> amount.signum() > 0
                                || receipt.cost(run.currencies)
                                                .add(posted(receipt.id(), run.currencies, date, part -> true))
                                                .add(amount)
                                                .signum()
                                        >= 0);
    }

    private String inventoryAccount(Movement movement) {
        String own = movement.inventoryAccount();
        return own == null ? files.account("INVENTORY", movement.item()) : own;
    }

    /** @param moved the change in the direction of the accounts */
    private Settled settled(String transaction, String part, BigDecimal amount, Accounts accounts, BigDecimal moved) {
        boolean storno = moved.signum() < 0 && files.storno();
        boolean swapped = moved.signum() < 0 && !files.storno();
        return new Settled(
                transaction,
                part,
                amount,
                swapped ? accounts.swapped() : accounts,
                swapped ? moved.negate() : moved,
                storno);
    }

    private void cancel(Run of) {
        Run run = run("CANCELLATION", of.currencies, of.date);
        of.active = false;
        for (Settled was : of.settlements) {
            run.settlements.add(new Settled(
                    was.transaction(),
                    was.part(),
                    was.amount().negate(),
                    files.storno() ? was.accounts() : was.accounts().swapped(),
                    files.storno() ? was.ledgerAmount().negate() : was.ledgerAmount(),
                    files.storno() && !was.storno()));
        }
    }

    private void close(LocalDate date, Currencies currencies) {
        for (int last = runs.size() - 1; last >= 0; last--) {
            if (runs.get(last).is("RECALCULATION", currencies)
                    && runs.get(last).date.isAfter(date)) {
                cancel(runs.get(last));
            }
        }
        settle("CLOSE", date, currencies, item -> true);
    }

    private void settle(String type, LocalDate date, Currencies currencies, Predicate<String> selected) {
        Run run = new Run(runs.size() + 1, type, currencies, date);
        Scope scope = new Scope(run, selected);
        if (type.equals("RECALCULATION") && scope.isEmpty()) {
            return;
        }
        List<Match> found = scope.match();
        SecondValues values = scope.values(found);
        scope.settle(values);
        runs.add(run);
        if (type.equals("CLOSE")) {
            values.circles()
                    .forEach(circle -> run.circles.add(Outcome.circle(List.copyOf(circle.members()), circle.solved())));
            run.matches.addAll(found.stream().filter(Match::settled).toList());
            found.forEach(match -> run.shownMatches.add(Outcome.match(
                    match.issue(),
                    match.layer(),
                    plain(match.quantity()),
                    values.amount(match),
                    match.principle(),
                    match.settled())));
            scope.log(found);
        } else {
            run.made.clear();
        }
    }

    /** Revalues what the last close has left open of an item, if its goods are there and worth something else. */
    private void onHand(String item, BigDecimal price, Currencies currencies) {
        LocalDate date = runs.stream()
                .filter(each -> each.is("CLOSE", currencies))
                .map(each -> each.date)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Run run = new Run(runs.size() + 1, "ON_HAND_ADJUSTMENT", currencies, date);
        Scope scope = new Scope(run, item::equals);
        SecondValues values = scope.values(List.of());
        if (scope.isNegativeOnHand(values)) {
            return;
        }
        scope.revalue(price, values);
        if (!run.settlements.isEmpty()) {
            runs.add(run);
        }
    }

    /** What active runs have moved on a transaction up to a day. */
    private BigDecimal posted(String transaction, Currencies currencies, LocalDate upTo, Predicate<String> part) {
        return posted(transaction, currencies, upTo, part, Integer.MAX_VALUE);
    }

    private BigDecimal posted(
            String transaction, Currencies currencies, LocalDate upTo, Predicate<String> part, int lastRun) {
        return runs.stream()
                .filter(run ->
                        run.active && run.number <= lastRun && run.currencies == currencies && !run.date.isAfter(upTo))
                .flatMap(run -> run.settlements.stream())
                .filter(settled -> settled.transaction().equals(transaction) && part.test(settled.part()))
                .map(Settled::amount)
                .reduce(BigDecimal.ZERO.setScale(files.decimals(currencies)), BigDecimal::add);
    }

    /** The legs of its flow; none: it is in no flow. */
    private List<Movement> flowOf(Movement leg) {
        return leg.flow() == null ? List.of() : files.flows().getOrDefault(leg.flow(), List.of());
    }

    /** Its issues name no account, or that of stock of a receipt. */
    private boolean isDirect(List<Movement> flow) {
        Set<String> accounts = flow.stream()
                .filter(Movement::receipt)
                .map(this::inventoryAccount)
                .collect(Collectors.toSet());
        return flow.stream()
                .filter(leg -> !leg.receipt())
                .allMatch(issue -> issue.offsetAccount() == null || accounts.contains(issue.offsetAccount()));
    }

    private Accounts normalAccounts(Movement issue) {
        List<Movement> flow = flowOf(issue);
        return !flow.isEmpty() && isDirect(flow)
                ? Accounts.NONE
                : new Accounts(offsetAccount(issue), inventoryAccount(issue));
    }

    private String offsetAccount(Movement issue) {
        String own = issue.offsetAccount();
        return own == null ? files.account("ISSUE", issue.item()) : own;
    }

    private Accounts carriedAccounts(Movement receipt) {
        String inventory = inventoryAccount(receipt);
        List<Movement> flow = flowOf(receipt);
        if (flow.isEmpty()) {
            String own = receipt.offsetAccount();
            return receipt.returnOf() == null
                    ? Accounts.NONE
                    : new Accounts(inventory, own == null ? offsetAccount(files.movement(receipt.returnOf())) : own);
        }
        List<Movement> issues = flow.stream().filter(leg -> !leg.receipt()).toList();
        if (issues.isEmpty()) {
            return Accounts.NONE;
        }
        if (isDirect(flow)) {
            String other = inventoryAccount(issues.get(0));
            return inventory.equals(other) ? Accounts.NONE : new Accounts(inventory, other);
        }
        return new Accounts(
                inventory,
                Stream.concat(Stream.of(receipt), issues.stream())
                        .flatMap(leg -> Stream.ofNullable(leg.offsetAccount()))
                        .findFirst()
                        .orElseThrow());
    }

    /** What values depend on, as of the day of a run. */
    private final class DayOfARun implements SecondValues.Day {
        private final Scope scope;
        private final Run run;

        DayOfARun(Scope scope) {
            this.scope = scope;
            this.run = scope.run;
        }

        @Override
        public Currencies currencies() {
            return run.currencies;
        }

        @Override
        public int decimals() {
            return files.decimals(run.currencies);
        }

        @Override
        public BigDecimal minimumThroughput() {
            return files.minimumThroughput(run.currencies);
        }

        @Override
        public BigDecimal adjusted(String layer) {
            return posted(layer, run.currencies, run.date, Set.of("MANUAL", "ON_HAND")::contains);
        }

        @Override
        public boolean waits(Movement receipt) {
            if (mayChange(receipt)) {
                return !scope.isFinancial(receipt) && !scope.isPhysical(receipt);
            }
            return receipt.financial() == null || receipt.financial().isAfter(run.date);
        }

        @Override
        public boolean mayChange(Movement receipt) {
            return receipt.open()
                    && PERIODIC.contains(scope.model(receipt))
                    && !files.modelGroup(receipt.item()).fixedReceiptPrice();
        }

        @Override
        public boolean followsItsIssue(Movement receipt) {
            String issue = receipt.returnOf();
            return issue != null && files.movements.containsKey(issue) && mayChange(receipt) && !waits(receipt);
        }

        @Override
        public BigDecimal carriedAtLastClose(String receipt) {
            int last = runs.stream()
                    .filter(each -> each.is("CLOSE", run.currencies))
                    .mapToInt(each -> each.number)
                    .max()
                    .orElse(0);
            return posted(receipt, run.currencies, LocalDate.MAX, "CARRIED"::equals, last);
        }

        @Override
        public @Nullable BigDecimal presentCost(Movement issue) {
            return scope.selected.test(issue.item())
                    ? null
                    : issue.cost(run.currencies).subtract(posted(issue.id(), run.currencies, run.date, part -> true));
        }
    }

    /** What takes part in a run. */
    private final class Scope {
        private final Run run;
        private final Predicate<String> selected;
        private final List<Match> before = new ArrayList<>();
        private final Map<String, Layer> madeBefore = new LinkedHashMap<>();
        private final Map<List<String>, List<Movement>> objects = new TreeMap<>(BY_DIMENSION);
        private final Map<String, List<Movement>> flows;
        private final Set<String> leftOut = new HashSet<>();

        Scope(Run run, Predicate<String> selected) {
            this.run = run;
            this.selected = selected;
            runs.stream().filter(each -> each.keepsMatches(run.currencies)).forEach(each -> {
                before.addAll(each.matches);
                madeBefore.putAll(each.made);
            });
            flows = files.flows();
            flows.values().removeIf(legs -> {
                boolean internal = isInternal(legs);
                if (internal) {
                    legs.forEach(leg -> leftOut.add(leg.id()));
                }
                return internal;
            });
            for (Movement movement : files.movements.values()) {
                if (selected.test(movement.item()) && PERIODIC.contains(model(movement))) {
                    objects.computeIfAbsent(movement.object(), object -> new ArrayList<>())
                            .add(movement);
                }
            }
        }

        private String model(Movement movement) {
            return files.model(movement.item(), run.currencies);
        }

        /** 3.7. */
        private boolean isInternal(List<Movement> legs) {
            return files.internalTransfersApart()
                    && legs.stream().map(Movement::object).distinct().count() == 1
                    && legs.stream().map(Movement::receipt).distinct().count() == 2
                    && net(legs, Movement::quantity).signum() == 0
                    && net(legs, leg -> leg.cost(run.currencies)).signum() == 0
                    && before.stream()
                            .noneMatch(match -> legs.stream()
                                    .anyMatch(leg -> List.of(match.layer(), match.issue())
                                            .contains(leg.id())));
        }

        private BigDecimal net(List<Movement> legs, Function<Movement, BigDecimal> of) {
            return legs.stream()
                    .map(leg -> leg.receipt() ? of.apply(leg) : of.apply(leg).negate())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        private boolean isFinancial(Movement movement) {
            return movement.open()
                    && !leftOut.contains(movement.id())
                    && movement.financial() != null
                    && !movement.financial().isAfter(run.date);
        }

        private boolean isPhysical(Movement movement) {
            return movement.open()
                    && !leftOut.contains(movement.id())
                    && !isFinancial(movement)
                    && movement.physical() != null
                    && !movement.physical().isAfter(run.date)
                    && files.modelGroup(movement.item()).physical()
                    && WITH_PHYSICAL_VALUE.contains(model(movement));
        }

        private boolean takesPart(Movement movement) {
            return (isFinancial(movement) || isPhysical(movement))
                    && movement.openQuantity().signum() > 0;
        }

        boolean isEmpty() {
            return objects.values().stream()
                    .flatMap(List::stream)
                    .noneMatch(movement -> isFinancial(movement) || isPhysical(movement));
        }

        private BigDecimal open(Movement movement, List<Match> matches) {
            return matches.stream()
                    .filter(match -> (movement.receipt() ? match.layer() : match.issue()).equals(movement.id()))
                    .map(Match::quantity)
                    .reduce(movement.openQuantity(), BigDecimal::subtract);
        }

        private Side side(Movement movement) {
            LocalDate date = isFinancial(movement) || movement.physical() == null || !takesPart(movement)
                    ? movement.financial()
                    : movement.physical();
            return new Side(
                    movement.id(),
                    movement.id(),
                    date == null ? LocalDate.MAX : date,
                    movement.sequence(),
                    isFinancial(movement),
                    movement.returnOf(),
                    open(movement, before));
        }

        private Side side(String name, Layer layer) {
            BigDecimal left = before.stream()
                    .filter(match -> match.layer().equals(name))
                    .map(Match::quantity)
                    .reduce(layer.quantity(), BigDecimal::subtract);
            return new Side(name, layer.root(), layer.date(), layer.sequence(), true, layer.returnOf(), left);
        }

        List<Match> match() {
            List<Match> found = new ArrayList<>();
            objects.forEach((object, movements) -> {
                List<Side> issues = new ArrayList<>();
                List<Side> layers = new ArrayList<>();
                for (Movement movement : movements) {
                    if (takesPart(movement)) {
                        (movement.receipt() ? layers : issues).add(side(movement));
                    }
                }
                madeBefore.forEach((name, layer) -> {
                    if (layer.object().equals(object)) {
                        layers.add(side(name, layer));
                    }
                });
                found.addAll(SecondMatching.of(
                        model(movements.get(0)), run.date, issues, layers, markings(object), (date, quantity) -> {
                            String name = nextName();
                            run.made.put(name, new Layer(object, name, date, -1, null, quantity));
                            return name;
                        }));
            });
            return found;
        }

        private List<Marking> markings(List<String> object) {
            return files.markings(object.get(0)).stream()
                    .filter(marking -> files.movement(marking.issue()).object().equals(object))
                    .map(marking -> new Marking(
                            marking.issue(),
                            marking.receipt(),
                            before.stream()
                                    .filter(match -> isOf(marking, match))
                                    .map(Match::quantity)
                                    .reduce(marking.quantity(), BigDecimal::subtract)))
                    .filter(marking -> marking.quantity().signum() > 0)
                    .sorted(Comparator.comparing((Marking marking) -> side(files.movement(marking.issue())))
                            .thenComparing(marking -> side(files.movement(marking.receipt()))))
                    .toList();
        }

        private String nextName() {
            return "~" + run.number + "/" + (run.made.size() + 1);
        }

        private boolean isOf(Marking marking, Match match) {
            Layer made = madeBefore.get(match.layer());
            return match.principle().equals("MARKING")
                    && match.issue().equals(marking.issue())
                    && (made == null ? match.layer() : made.root()).equals(marking.receipt());
        }

        private Stream<Movement> issues() {
            return objects.values().stream().flatMap(List::stream).filter(movement -> !movement.receipt());
        }

        /** @param found matches in the order of making */
        SecondValues values(List<Match> found) {
            List<Match> matches = new ArrayList<>(before);
            found.stream().filter(Match::settled).forEach(matches::add);
            found.stream().filter(match -> !match.settled()).forEach(matches::add);
            Map<String, BigDecimal> made = new LinkedHashMap<>();
            made().forEach((name, layer) -> made.put(name, layer.quantity()));
            return new SecondValues(
                    new DayOfARun(this),
                    files.movements,
                    made,
                    matches,
                    flows,
                    files.movements.values().stream()
                            .filter(movement -> movement.returnOf() != null)
                            .sorted(Comparator.comparing(this::side))
                            .toList());
        }

        private Map<String, Layer> made() {
            Map<String, Layer> made = new LinkedHashMap<>(madeBefore);
            made.putAll(run.made);
            return made;
        }

        /** Posts, for each transaction and part, what it is by the rules less what was posted up to the day. */
        void settle(SecondValues values) {
            for (Movement movement : files.movements.values()) {
                if (!movement.cost().containsKey(run.currencies)) {
                    continue;
                }
                if (movement.receipt()) {
                    BigDecimal amount = change(movement, "CARRIED", values.carried(movement.id()));
                    add(movement, "CARRIED", amount, carriedAccounts(movement), amount);
                } else {
                    settle(movement, values);
                }
            }
        }

        private void settle(Movement issue, SecondValues values) {
            BigDecimal normal = issue.cost(run.currencies).subtract(values.cost(issue));
            Map<String, BigDecimal> parts = new TreeMap<>();
            for (String part : List.of("ROUNDING", "PRICE_DIFFERENCE")) {
                BigDecimal writtenOff = values.writtenOff(issue.id(), part);
                normal = normal.subtract(writtenOff);
                parts.put(part, change(issue, part, writtenOff));
            }
            BigDecimal amount = change(issue, "NORMAL", normal);
            boolean small = run.type.equals("RECALCULATION")
                    && issue.flow() == null
                    && amount.abs().compareTo(files.minimumThroughput(run.currencies)) < 0;
            if (!small) {
                add(issue, "NORMAL", amount, normalAccounts(issue), amount.negate());
            }
            parts.forEach((part, written) -> add(
                    issue,
                    part,
                    written,
                    new Accounts(inventoryAccount(issue), files.account(part, written, issue.item())),
                    written));
        }

        private BigDecimal change(Movement movement, String part, BigDecimal now) {
            return now.subtract(posted(movement.id(), run.currencies, run.date, part::equals));
        }

        private void add(Movement movement, String part, BigDecimal amount, Accounts accounts, BigDecimal moved) {
            if (amount.signum() != 0) {
                run.settlements.add(settled(movement.id(), part, amount, accounts, moved));
            }
        }

        /** Whether more is issued of an object with open layers than they have. */
        boolean isNegativeOnHand(SecondValues values) {
            return objects.entrySet().stream().anyMatch(object -> {
                BigDecimal open = Stream.concat(
                                object.getValue().stream()
                                        .filter(movement ->
                                                movement.receipt() && isFinancial(movement) && takesPart(movement))
                                        .map(Movement::id),
                                madeBefore.entrySet().stream()
                                        .filter(made -> made.getValue().object().equals(object.getKey()))
                                        .map(Map.Entry::getKey))
                        .map(layer -> values.open(layer)[0])
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                BigDecimal waiting = object.getValue().stream()
                        .filter(movement -> !movement.receipt() && isFinancial(movement))
                        .map(issue -> open(issue, before))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                return open.signum() > 0 && waiting.compareTo(open) > 0;
            });
        }

        /** Makes an on-hand layer of each open layer whose value changes. */
        void revalue(BigDecimal price, SecondValues values) {
            objects.forEach((object, movements) -> {
                Map<Side, String> open = new TreeMap<>();
                movements.stream()
                        .filter(movement -> movement.receipt() && isFinancial(movement) && takesPart(movement))
                        .forEach(receipt -> open.put(side(receipt), receipt.id()));
                madeBefore.forEach((name, layer) -> {
                    if (layer.object().equals(object)) {
                        open.put(side(name, layer), name);
                    }
                });
                open.forEach((side, name) -> revalue(object, name, price, values.open(name)));
            });
        }

        private void revalue(List<String> object, String of, BigDecimal price, BigDecimal[] open) {
            BigDecimal amount = open[0].multiply(price)
                    .setScale(files.decimals(run.currencies), RoundingMode.HALF_UP)
                    .subtract(open[1]);
            if (open[0].signum() > 0 && amount.signum() != 0) {
                Layer source = layer(of);
                String name = nextName();
                run.made.put(
                        name,
                        new Layer(object, source.root(), source.date(), source.sequence(), source.returnOf(), open[0]));
                run.matches.add(new Match(of, name, open[0], "ON_HAND", true));
                Accounts accounts = new Accounts(
                        accountOf(of), files.account(amount.signum() > 0 ? "PROFIT" : "LOSS", object.get(0)));
                run.settlements.add(settled(name, "ON_HAND", amount, accounts, amount));
            }
        }

        private Layer layer(String name) {
            Layer made = madeBefore.get(name);
            if (made != null) {
                return made;
            }
            Movement receipt = files.movement(name);
            return new Layer(
                    receipt.object(),
                    name,
                    Objects.requireNonNull(receipt.financial()),
                    receipt.sequence(),
                    receipt.returnOf(),
                    receipt.openQuantity());
        }

        /** Of a made layer that of its sources if they agree. */
        private String accountOf(String layer) {
            Movement movement = files.movements.get(layer);
            if (movement != null) {
                return inventoryAccount(movement);
            }
            Set<String> accounts = before.stream()
                    .filter(match -> match.issue().equals(layer))
                    .map(match -> accountOf(match.layer()))
                    .collect(Collectors.toSet());
            return accounts.size() == 1
                    ? accounts.iterator().next()
                    : files.account(
                            "INVENTORY",
                            Objects.requireNonNull(madeBefore.get(layer))
                                    .object()
                                    .get(0));
        }

        /** What stayed open, on both sides; layers as the matches that the close keeps value them. */
        void log(List<Match> found) {
            SecondValues values = values(found.stream().filter(Match::settled).toList());
            List<Match> settled = new ArrayList<>(before);
            found.stream().filter(Match::settled).forEach(settled::add);
            issues().filter(this::isFinancial).forEach(issue -> {
                BigDecimal open = open(issue, settled);
                if (open.signum() > 0) {
                    run.unsettled.add(Outcome.unsettled(issue.id(), plain(open), reason(issue, found, settled)));
                }
            });
            objects.values().stream()
                    .flatMap(List::stream)
                    .filter(movement -> movement.receipt() && isFinancial(movement) && takesPart(movement))
                    .forEach(receipt -> log(receipt.id(), receipt.object(), values));
            made().forEach((name, layer) -> log(name, layer.object(), values));
        }

        private void log(String layer, List<String> object, SecondValues values) {
            BigDecimal[] open = values.open(layer);
            if (open[0].signum() > 0) {
                run.openLayers.add(Outcome.layer(layer, object, plain(open[0]), open[1]));
            }
        }

        private String reason(Movement issue, List<Match> found, List<Match> settled) {
            if (files.markings(issue.item()).stream()
                    .filter(marking -> marking.issue().equals(issue.id()))
                    .anyMatch(marking ->
                            Stream.concat(found.stream(), settled.stream()).noneMatch(match -> isOf(marking, match)))) {
                return "MARKED_RECEIPT_NOT_THERE";
            }
            if (found.stream()
                    .anyMatch(match -> !match.settled() && match.issue().equals(issue.id()))) {
                return "RECEIPT_ONLY_PHYSICAL";
            }
            boolean ownReturn = objects.getOrDefault(issue.object(), List.of()).stream()
                    .anyMatch(receipt -> issue.id().equals(receipt.returnOf())
                            && takesPart(receipt)
                            && open(receipt, settled).signum() > 0);
            boolean ownReturnRevalued = made().entrySet().stream()
                    .anyMatch(layer -> issue.id().equals(layer.getValue().returnOf())
                            && layer.getValue().object().equals(issue.object())
                            && settled.stream()
                                            .filter(match -> match.layer().equals(layer.getKey()))
                                            .map(Match::quantity)
                                            .reduce(layer.getValue().quantity(), BigDecimal::subtract)
                                            .signum()
                                    > 0);
            return ownReturn || ownReturnRevalued ? "OWN_RETURN" : "NO_RECEIPT";
        }
    }

    private Outcome outcome() {
        List<String> openLayers = new ArrayList<>();
        List<String> values = new ArrayList<>();
        Map<List<String>, BigDecimal> quantities = new TreeMap<>(BY_DIMENSION);
        Map<List<String>, BigDecimal> worth = new HashMap<>();
        for (Currencies currencies : new TreeSet<>(files.layers())) {
            runs.stream()
                    .filter(run -> run.is("CLOSE", currencies))
                    .reduce((one, later) -> later)
                    .ifPresent(close -> openLayers.addAll(close.openLayers));
            for (Movement movement : files.movements.values()) {
                BigDecimal cost = movement.cost().get(currencies);
                if (cost == null) {
                    continue;
                }
                BigDecimal value = (movement.receipt() ? cost : cost.negate())
                        .add(posted(movement.id(), currencies, LocalDate.MAX, part -> true));
                values.add(
                        Outcome.value(movement.id(), value) + (currencies == Currencies.REPORTING ? " REPORTING" : ""));
                if (currencies == Currencies.ACCOUNTING) {
                    worth.merge(movement.object(), value, BigDecimal::add);
                    quantities.merge(
                            movement.object(),
                            movement.receipt()
                                    ? movement.quantity()
                                    : movement.quantity().negate(),
                            BigDecimal::add);
                }
            }
        }
        for (Run run : runs) {
            if (run.active && run.currencies == Currencies.ACCOUNTING) {
                run.settlements.stream()
                        .filter(row -> !files.movements.containsKey(row.transaction()))
                        .forEach(row -> worth.merge(object(row.transaction()), row.amount(), BigDecimal::add));
            }
        }
        List<String> onHand = new ArrayList<>();
        quantities.forEach((object, quantity) ->
                onHand.add(Outcome.onHand(object, plain(quantity), Objects.requireNonNull(worth.get(object)))));
        return new Outcome(runs.stream().map(this::outcome).toList(), values, openLayers, onHand);
    }

    private Outcome.Run outcome(Run run) {
        BigDecimal sum = run.settlements.stream()
                .map(Settled::amount)
                .reduce(BigDecimal.ZERO.setScale(files.decimals(run.currencies)), BigDecimal::add);
        return new Outcome.Run(
                run.number + " " + run.type + " " + run.date + " " + sum,
                run.settlements.stream()
                        .sorted(Comparator.comparing(Settled::transaction).thenComparing(Settled::part))
                        .map(SecondCalculation::shown)
                        .toList(),
                run.shownMatches,
                run.unsettled,
                run.circles,
                voucherLines(run));
    }

    private static String shown(Settled row) {
        String debit = row.accounts().debit();
        String credit = row.accounts().credit();
        return debit == null || credit == null
                ? Outcome.settlement(row.transaction(), row.part(), row.amount(), "-", "-", "-", "-")
                : Outcome.settlement(
                        row.transaction(), row.part(), row.amount(), debit, credit, row.ledgerAmount(), row.storno());
    }

    private record VoucherKey(
            @Nullable String group, @Nullable String item, String debit, String credit, boolean storno) {
        private static final Comparator<VoucherKey> ORDER = Comparator.comparing(
                        (VoucherKey key) -> key.group == null ? "" : key.group)
                .thenComparing(key -> key.item == null ? "" : key.item)
                .thenComparing(VoucherKey::debit)
                .thenComparing(VoucherKey::credit)
                .thenComparing(VoucherKey::storno);
    }

    private List<String> voucherLines(Run run) {
        Map<VoucherKey, List<Settled>> lines = new TreeMap<>(VoucherKey.ORDER);
        for (Settled row : run.settlements) {
            String debit = row.accounts().debit();
            String credit = row.accounts().credit();
            if (debit == null || credit == null) {
                continue;
            }
            String item = object(row.transaction()).get(0);
            VoucherKey key = new VoucherKey(
                    specification.equals("total") ? null : files.itemGroup(item),
                    specification.equals("item-number") ? item : null,
                    debit,
                    credit,
                    row.storno());
            lines.computeIfAbsent(key, line -> new ArrayList<>()).add(row);
        }
        List<String> shown = new ArrayList<>();
        lines.forEach((key, rows) -> shown.add(Outcome.voucherLine(
                key.group == null ? "-" : key.group,
                key.item == null ? "-" : key.item,
                key.debit,
                key.credit,
                rows.stream().map(Settled::ledgerAmount).reduce(BigDecimal.ZERO, BigDecimal::add),
                key.storno,
                rows.size())));
        return shown;
    }

    private List<String> object(String transactionOrLayer) {
        Movement movement = files.movements.get(transactionOrLayer);
        return movement != null
                ? movement.object()
                : runs.stream()
                        .map(run -> run.made.get(transactionOrLayer))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow()
                        .object();
    }

    private static String plain(BigDecimal quantity) {
        return quantity.signum() == 0 ? "0" : quantity.stripTrailingZeros().toPlainString();
    }
}
