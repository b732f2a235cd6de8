package org.periodclose.contract.closing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A circle as a linear system, solved exactly by elimination. */
final class SecondCircle {
    /** A constant and shares of the values of layers. */
    static final class Sum {
        private final Set<String> part;
        private final Map<String, Fraction> shares = new HashMap<>();
        private Fraction constant;

        Sum(Set<String> part, BigDecimal constant) {
            this.part = part;
            this.constant = Fraction.of(constant);
        }

        Set<String> part() {
            return part;
        }

        void constant(Fraction more) {
            constant = constant.plus(more);
        }

        void times(String layer, Fraction share) {
            shares.merge(layer, share, Fraction::plus);
        }
    }

    private final Map<String, Sum> equations = new HashMap<>();
    private final List<String> layers;

    SecondCircle(SecondValues values, Set<String> part) {
        layers = values.layers(part);
        layers.forEach(layer -> equations.put(layer, values.equation(layer, part)));
    }

    /** The exact values of the layers; null: the circle is closed. */
    @Nullable
    Map<String, Fraction> solve() {
        for (String layer : layers) {
            if (!express(layer)) {
                return null;
            }
        }
        Map<String, Fraction> solution = new HashMap<>();
        layers.forEach(layer -> solution.put(layer, equation(layer).constant));
        return solution;
    }

    private Sum equation(String layer) {
        return Objects.requireNonNull(equations.get(layer));
    }

    /** Expresses a layer by the others, and puts that where it stands. */
    private boolean express(String layer) {
        Sum own = equation(layer);
        Fraction self = own.shares.remove(layer);
        Fraction rest = self == null ? Fraction.ONE : Fraction.ONE.minus(self);
        if (rest.isZero()) {
            return false;
        }
        own.constant = own.constant.over(rest);
        own.shares.replaceAll((other, share) -> share.over(rest));
        for (String other : new ArrayList<>(layers)) {
            Fraction of = other.equals(layer) ? null : equation(other).shares.remove(layer);
            if (of != null) {
                Sum sum = equation(other);
                sum.constant(own.constant.times(of));
                new HashSet<>(own.shares.entrySet())
                        .forEach(
                                each -> sum.times(each.getKey(), each.getValue().times(of)));
            }
        }
        return true;
    }
}
