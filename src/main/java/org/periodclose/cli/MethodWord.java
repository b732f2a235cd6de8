package org.periodclose.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.settlement.AdjustmentMethod;
import org.periodclose.core.settlement.MethodName;

/** The methods of {@code adjust} as users write them, with the options that each of them takes. */
enum MethodWord {
    ITEM_COST_PRICE {
        @Override
        List<String> options() {
            return List.of();
        }
    },
    FIXED_COST_PRICE {
        @Override
        List<String> options() {
            return List.of("--price");
        }
    },
    PERCENT {
        @Override
        List<String> options() {
            return List.of("--percent");
        }
    },
    AMOUNT {
        @Override
        List<String> options() {
            return List.of("--amount", MethodOptions.PRINCIPLE);
        }
    },
    VALUE {
        @Override
        List<String> options() {
            return List.of("--value", MethodOptions.PRINCIPLE);
        }
    },
    FROM_LEDGER_ACCOUNT {
        @Override
        List<String> options() {
            return List.of("--account", "--balance-date", MethodOptions.PRINCIPLE);
        }
    };

    /** The options that it takes; all but the principle are needed. */
    abstract List<String> options();

    /** @throws Refused if an option is missing, or is one of another method */
    AdjustmentMethod of(MethodOptions given) {
        List<String> names = given.names();
        for (String option : options()) {
            if (!names.contains(option) && !option.equals(MethodOptions.PRINCIPLE)) {
                throw wrong("--method " + this + " needs " + option, "give " + option + ", see adjust --help");
            }
        }
        for (String name : names) {
            if (!options().contains(name)) {
                throw wrong(name + " is not for --method " + this, "leave " + name + " out, or use another method");
            }
        }
        try {
            return given.method(MethodName.valueOf(name()), options().contains(MethodOptions.PRINCIPLE));
        } catch (IllegalArgumentException nonsense) {
            throw wrong(String.valueOf(nonsense.getMessage()), "see adjust --help");
        }
    }

    private static Refused wrong(String message, String remedy) {
        return new Refused(FaultCode.WRONG_USAGE, message, remedy);
    }

    static MethodWord of(MethodName method) {
        return valueOf(method.name());
    }

    private static List<String> words() {
        return Arrays.stream(values()).map(MethodWord::toString).toList();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For help and completion. */
    static final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return words().iterator();
        }
    }
}
