package org.periodclose.contract.closing;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
 * letter of sections 2, 3.1 to 3.3, 3.9 and 4. Items without links between them.
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
            String debit,
            String credit,
            BigDecimal ledgerAmount,
            boolean storno) {}

    private record Layer(List<String> object, LocalDate date, BigDecimal quantity) {}

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
            case "cancel-close" ->
                runs.stream()
                        .filter(run -> run.is("CLOSE", currencies(step, 1)))
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
                run.settlements.add(settled(id, "MANUAL", amount, inventoryAccount(receipt), offset, amount));
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
                        .allMatch(date -> receipt.cost(run.currencies)
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
    private Settled settled(
            String transaction, String part, BigDecimal amount, String debit, String credit, BigDecimal moved) {
        if (moved.signum() > 0) {
            return new Settled(transaction, part, amount, debit, credit, moved, false);
        }
        return files.storno()
                ? new Settled(transaction, part, amount, debit, credit, moved, true)
                : new Settled(transaction, part, amount, credit, debit, moved.negate(), false);
    }

    private void cancel(Run of) {
        Run run = run("CANCELLATION", of.currencies, of.date);
        of.active = false;
        for (Settled was : of.settlements) {
            run.settlements.add(
                    files.storno()
                            ? new Settled(
                                    was.transaction(),
                                    was.part(),
                                    was.amount().negate(),
                                    was.debit(),
                                    was.credit(),
                                    was.ledgerAmount().negate(),
                                    !was.storno())
                            : new Settled(
                                    was.transaction(),
                                    was.part(),
                                    was.amount().negate(),
                                    was.credit(),
                                    was.debit(),
                                    was.ledgerAmount(),
                                    false));
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
        List<Match> matches = new ArrayList<>();
        Map<String, Layer> made = new HashMap<>();
        runs.stream().filter(close -> close.is("CLOSE", currencies)).forEach(close -> {
            matches.addAll(close.matches);
            made.putAll(close.made);
        });
        Run run = new Run(runs.size() + 1, type, currencies, date);
        Scope scope = new Scope(run, selected, matches, made);
        if (type.equals("RECALCULATION") && scope.isEmpty()) {
            return;
        }
        runs.add(run);
        List<Match> found = scope.match();
        found.stream().filter(Match::settled).forEach(matches::add);
        List<Match> all = new ArrayList<>(matches);
        found.stream().filter(match -> !match.settled()).forEach(all::add);
        made.putAll(run.made);
        SecondValues values = new SecondValues(
                files.decimals(currencies),
                currencies,
                files.movements,
                made.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, layer -> layer.getValue().quantity())),
                all,
                receipt -> posted(receipt, currencies, date, "MANUAL"::equals));
        scope.settle(values);
        if (type.equals("CLOSE")) {
            run.matches.addAll(found.stream().filter(Match::settled).toList());
            found.forEach(match -> run.shownMatches.add(Outcome.match(
                    match.issue(),
                    match.layer(),
                    plain(match.quantity()),
                    values.amount(match),
                    match.principle(),
                    match.settled())));
            scope.log(found, matches, values, made);
        } else {
            run.made.clear();
        }
    }

    /** What active runs have moved on a transaction up to a day. */
    private BigDecimal posted(String transaction, Currencies currencies, LocalDate upTo, Predicate<String> part) {
        return runs.stream()
                .filter(run -> run.active && run.currencies == currencies && !run.date.isAfter(upTo))
                .flatMap(run -> run.settlements.stream())
                .filter(settled -> settled.transaction().equals(transaction) && part.test(settled.part()))
                .map(Settled::amount)
                .reduce(BigDecimal.ZERO.setScale(files.decimals(currencies)), BigDecimal::add);
    }

    /** What takes part in a run. */
    private final class Scope {
        private final Run run;
        private final List<Match> before;
        private final Map<String, Layer> madeBefore;
        private final Map<List<String>, List<Movement>> objects = new TreeMap<>(BY_DIMENSION);

        Scope(Run run, Predicate<String> selected, List<Match> before, Map<String, Layer> madeBefore) {
            this.run = run;
            this.before = List.copyOf(before);
            this.madeBefore = Map.copyOf(madeBefore);
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

        private boolean isFinancial(Movement movement) {
            return movement.open()
                    && movement.financial() != null
                    && !movement.financial().isAfter(run.date);
        }

        private boolean isPhysical(Movement movement) {
            return movement.open()
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
                    date == null ? LocalDate.MAX : date,
                    movement.sequence(),
                    isFinancial(movement),
                    movement.returnOf(),
                    open(movement, before));
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
                        BigDecimal left = before.stream()
                                .filter(match -> match.layer().equals(name))
                                .map(Match::quantity)
                                .reduce(layer.quantity(), BigDecimal::subtract);
                        layers.add(new Side(name, layer.date(), -1, true, null, left));
                    }
                });
                found.addAll(SecondMatching.of(
                        model(movements.get(0)), run.date, issues, layers, markings(object), (date, quantity) -> {
                            String name = "~" + run.number + "/" + (run.made.size() + 1);
                            run.made.put(name, new Layer(object, date, quantity));
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

        private static boolean isOf(Marking marking, Match match) {
            return match.principle().equals("MARKING")
                    && match.issue().equals(marking.issue())
                    && match.layer().equals(marking.receipt());
        }

        private Stream<Movement> issues() {
            return objects.values().stream().flatMap(List::stream).filter(movement -> !movement.receipt());
        }

        /** Posts, for each issue, its value by the rules less what was posted up to the day. */
        void settle(SecondValues values) {
            Map<String, Settled> settlements = new TreeMap<>();
            issues().filter(issue -> issue.cost().containsKey(run.currencies)).forEach(issue -> {
                BigDecimal value = values.cost(issue).negate();
                BigDecimal posted = posted(issue.id(), run.currencies, run.date, part -> true)
                        .subtract(issue.cost(run.currencies));
                BigDecimal amount = value.subtract(posted);
                boolean small = run.type.equals("RECALCULATION")
                        && amount.abs().compareTo(files.minimumThroughput(run.currencies)) < 0;
                if (amount.signum() != 0 && !small) {
                    String own = issue.offsetAccount();
                    String offset = own == null ? files.account("ISSUE", issue.item()) : own;
                    settlements.put(
                            issue.id(),
                            settled(issue.id(), "NORMAL", amount, offset, inventoryAccount(issue), amount.negate()));
                }
            });
            run.settlements.addAll(settlements.values());
        }

        /** What stayed open, on both sides. */
        void log(List<Match> found, List<Match> settled, SecondValues values, Map<String, Layer> made) {
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
            made.forEach((name, layer) -> log(name, layer.object(), values));
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
            return ownReturn ? "OWN_RETURN" : "NO_RECEIPT";
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
                        .map(row -> Outcome.settlement(
                                row.transaction(),
                                row.part(),
                                row.amount(),
                                row.debit(),
                                row.credit(),
                                row.ledgerAmount(),
                                row.storno()))
                        .toList(),
                run.shownMatches,
                run.unsettled,
                List.of(),
                voucherLines(run));
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
            String item = files.movement(row.transaction()).item();
            VoucherKey key = new VoucherKey(
                    specification.equals("total") ? null : files.itemGroup(item),
                    specification.equals("item-number") ? item : null,
                    row.debit(),
                    row.credit(),
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

    private static String plain(BigDecimal quantity) {
        return quantity.signum() == 0 ? "0" : quantity.stripTrailingZeros().toPlainString();
    }
}
