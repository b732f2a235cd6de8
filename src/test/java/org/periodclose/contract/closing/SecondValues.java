package org.periodclose.contract.closing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.periodclose.contract.closing.CompanyFiles.Currencies;
import org.periodclose.contract.closing.CompanyFiles.Movement;
import org.periodclose.contract.closing.SecondMatching.Match;

/** Sections 3.1 to 3.3: what everything is worth, as a function of posted costs, manual adjustments and matches. */
final class SecondValues {
    private final int decimals;
    private final Currencies currencies;
    private final Function<String, BigDecimal> manual;
    private final Map<String, Movement> movements;
    private final Map<String, BigDecimal> made;
    private final Map<String, List<Match>> handedOut = new LinkedHashMap<>();
    private final Map<String, List<Match>> taken = new HashMap<>();
    private final Map<String, BigDecimal> values = new HashMap<>();
    private final IdentityHashMap<Match, BigDecimal> amounts = new IdentityHashMap<>();

    /**
     * @param matches in the order in which the layers hand out: settled before unsettled, each in the order of making
     * @param made the quantities of the average layers
     * @param manual what was adjusted by hand
     */
    SecondValues(
            int decimals,
            Currencies currencies,
            Map<String, Movement> movements,
            Map<String, BigDecimal> made,
            List<Match> matches,
            Function<String, BigDecimal> manual) {
        this.decimals = decimals;
        this.currencies = currencies;
        this.movements = movements;
        this.made = made;
        this.manual = manual;
        for (Match match : matches) {
            handedOut.computeIfAbsent(match.layer(), layer -> new ArrayList<>()).add(match);
            taken.computeIfAbsent(match.issue(), issue -> new ArrayList<>()).add(match);
        }
    }

    /** The one rounding: half up, away from zero. */
    private BigDecimal share(BigDecimal value, BigDecimal of, BigDecimal quantity) {
        return value.multiply(of).divide(quantity, decimals, RoundingMode.HALF_UP);
    }

    private BigDecimal quantity(String layer) {
        BigDecimal ofMade = made.get(layer);
        return ofMade != null ? ofMade : movement(layer).openQuantity();
    }

    private Movement movement(String id) {
        return Objects.requireNonNull(movements.get(id), id);
    }

    /** Of the whole open basis of a layer. */
    BigDecimal value(String layer) {
        BigDecimal known = values.get(layer);
        if (known == null) {
            known = made.containsKey(layer)
                    ? taken.getOrDefault(layer, List.of()).stream()
                            .map(this::amount)
                            .reduce(BigDecimal.ZERO, BigDecimal::add)
                    : movement(layer).openCost(currencies).add(manual.apply(layer));
            values.put(layer, known);
        }
        return known;
    }

    /** What the layer gives for a match. */
    BigDecimal amount(Match match) {
        if (!amounts.containsKey(match)) {
            BigDecimal value = value(match.layer());
            BigDecimal quantity = quantity(match.layer());
            BigDecimal before = BigDecimal.ZERO;
            for (Match each : Objects.requireNonNull(handedOut.get(match.layer()))) {
                BigDecimal after = before.add(each.quantity());
                amounts.put(each, share(value, after, quantity).subtract(share(value, before, quantity)));
                before = after;
            }
        }
        return Objects.requireNonNull(amounts.get(match));
    }

    /** What a layer has not handed out to settled matches, and what that is worth. */
    BigDecimal[] open(String layer) {
        BigDecimal quantity = quantity(layer);
        BigDecimal out = handedOut.getOrDefault(layer, List.of()).stream()
                .filter(Match::settled)
                .map(Match::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal value = value(layer);
        return new BigDecimal[] {quantity.subtract(out), value.subtract(share(value, out, quantity))};
    }

    /** The whole cost of an issue, positive. */
    BigDecimal cost(Movement issue) {
        BigDecimal posted = issue.openCost(currencies);
        BigDecimal cost = issue.cost(currencies).subtract(posted);
        BigDecimal matched = BigDecimal.ZERO;
        for (Match match : taken.getOrDefault(issue.id(), List.of())) {
            cost = cost.add(amount(match));
            matched = matched.add(match.quantity());
        }
        BigDecimal rest = issue.openQuantity().signum() == 0
                ? posted
                : posted.subtract(share(posted, matched, issue.openQuantity()));
        return cost.add(rest);
    }
}
