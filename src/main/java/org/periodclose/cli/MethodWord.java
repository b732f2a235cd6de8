package org.periodclose.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;

/** The methods of {@code adjust} as users write them, with the options that each of them takes. */
enum MethodWord {
    ITEM_COST_PRICE,
    FIXED_COST_PRICE,
    PERCENT,
    AMOUNT,
    VALUE,
    FROM_LEDGER_ACCOUNT;

    /** The one option that is never needed. */
    static final String PRINCIPLE = "--principle";

    private List<String> options() {
        return switch (this) {
            case ITEM_COST_PRICE -> List.of();
            case FIXED_COST_PRICE -> List.of("--price");
            case PERCENT -> List.of("--percent");
            case AMOUNT -> List.of("--amount", PRINCIPLE);
            case VALUE -> List.of("--value", PRINCIPLE);
            case FROM_LEDGER_ACCOUNT -> List.of("--account", "--balance-date", PRINCIPLE);
        };
    }

    /** Whether it spreads a total over the receipts. */
    boolean takesPrinciple() {
        return options().contains(PRINCIPLE);
    }

    /**
     * Checks the options that are given with the method.
     *
     * @throws Refused if an option is missing, or is one of another method
     */
    void requireItsOptions(List<String> given) {
        for (String option : options()) {
            if (!given.contains(option) && !option.equals(PRINCIPLE)) {
                throw wrong("--method " + this + " needs " + option, "give " + option + ", see adjust --help");
            }
        }
        for (String name : given) {
            if (!options().contains(name)) {
                throw wrong(name + " is not for --method " + this, "leave " + name + " out, or use another method");
            }
        }
    }

    private static Refused wrong(String message, String remedy) {
        return new Refused(FaultCode.WRONG_USAGE, message, remedy);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For help and completion. */
    static final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(values()).map(MethodWord::toString).iterator();
        }
    }
}
