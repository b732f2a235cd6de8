package org.periodclose.view;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.Figures;
import org.periodclose.core.money.Money;

/** A value of a result. */
public sealed interface Cell {
    /** For people. */
    String shown();

    /** For people who read a page. */
    default String onPage() {
        return shown();
    }

    /** For programs. */
    String plain();

    /** Words, and what people read in their place. */
    record Text(String plain, String shown) implements Cell {}

    /** Something that has a code and a name. */
    record Named(String code, String name) implements Cell {
        @Override
        public String shown() {
            return code + " " + name;
        }

        @Override
        public String plain() {
            return code;
        }
    }

    /**
     * Money, or a quantity; programs read it as text, with all its decimals.
     *
     * @param orNothing people read nothing in the place of zero
     */
    record Amount(BigDecimal amount, boolean orNothing) implements Cell {
        boolean isNothing() {
            return orNothing && amount.signum() == 0;
        }

        @Override
        public String shown() {
            return isNothing() ? "" : Figures.grouped(amount);
        }

        /** With a minus as long as a figure is wide. */
        @Override
        public String onPage() {
            return shown().replace('-', '−');
        }

        @Override
        public String plain() {
            return amount.toPlainString();
        }
    }

    /**
     * How many.
     *
     * @param isNumber of a run or a line: its digits are not grouped in a list
     */
    record Count(long count, boolean isNumber) implements Cell {
        @Override
        public String shown() {
            return isNumber ? plain() : onPage();
        }

        @Override
        public String onPage() {
            return Figures.grouped(BigDecimal.valueOf(count));
        }

        @Override
        public String plain() {
            return String.valueOf(count);
        }
    }

    /** A number that programs read as one, and what people read in its place. */
    record Measure(BigDecimal number, String shown) implements Cell {
        @Override
        public String plain() {
            return number.toPlainString();
        }
    }

    /** A share of a hundred. */
    record Percent(BigDecimal percent) implements Cell {
        @Override
        public String shown() {
            return Figures.grouped(percent);
        }

        @Override
        public String onPage() {
            return shown().replace('-', '−') + " %";
        }

        @Override
        public String plain() {
            return percent.toPlainString();
        }
    }

    /** A date. */
    record Day(LocalDate day) implements Cell {
        @Override
        public String shown() {
            return day.toString();
        }

        @Override
        public String plain() {
            return shown();
        }
    }

    /** A word if it is so, nothing if not. */
    record Flag(boolean set, String word) implements Cell {
        @Override
        public String shown() {
            return set ? word : "";
        }

        @Override
        public String plain() {
            return String.valueOf(set);
        }
    }

    /**
     * Two bars from one axis, in thousandths of the room on their side.
     *
     * @param storno the left one is storno
     */
    record Bars(int left, int right, boolean storno) implements Cell {
        @Override
        public String shown() {
            return "";
        }

        @Override
        public String plain() {
            return "";
        }
    }

    /**
     * A thing in its place below another one.
     *
     * @param lines for each level above, whether more follows there; the last is for its own: whether another one follows beside it
     * @param detail what a page says below it
     */
    record Branch(List<Boolean> lines, String code, String label, String detail) implements Cell {
        public Branch {
            lines = List.copyOf(lines);
        }

        @Override
        public String shown() {
            StringBuilder guides = new StringBuilder();
            for (int level = 0; level < lines.size(); level++) {
                boolean more = lines.get(level);
                boolean own = level == lines.size() - 1;
                guides.append(own ? more ? "├─ " : "└─ " : more ? "│  " : "   ");
            }
            return guides + plainText();
        }

        @Override
        public String plain() {
            return "  ".repeat(lines.size()) + plainText();
        }

        private String plainText() {
            return code.isEmpty() ? label : code + " " + label;
        }
    }

    /**
     * No value.
     *
     * @param shown what a list says in its place; a page says nothing
     */
    record Missing(String shown) implements Cell {
        @Override
        public String onPage() {
            return "";
        }

        @Override
        public String plain() {
            return "";
        }
    }

    static Cell blank() {
        return new Missing("");
    }

    /** The cell of a value, by its type. */
    static Cell of(@Nullable Object value) {
        if (value == null) {
            return blank();
        } else if (value instanceof Cell cell) {
            return cell;
        } else if (value instanceof Money money) {
            return new Amount(money.amount(), false);
        } else if (value instanceof BigDecimal number) {
            return new Amount(number, false);
        } else if (value instanceof Long || value instanceof Integer) {
            return new Count(((Number) value).longValue(), false);
        } else if (value instanceof Boolean set) {
            return new Flag(set, "");
        } else if (value instanceof LocalDate day) {
            return new Day(day);
        } else {
            String text = value instanceof Enum<?> word ? word.name() : value.toString();
            return new Text(text, text);
        }
    }

    /** Of a run, a line: null: none. */
    static Cell number(@Nullable Number number) {
        return number == null ? blank() : new Count(number.longValue(), true);
    }

    static Cell unlessZero(Money money) {
        return new Amount(money.amount(), true);
    }

    /** A quantity; people read no zeros at the end of its decimals. */
    static Cell quantity(BigDecimal quantity) {
        return new Text(quantity.toPlainString(), Figures.grouped(quantity.stripTrailingZeros()));
    }

    /** Without a name (null) it is only a code. */
    static Cell named(String code, @Nullable String name) {
        return name == null ? of(code) : new Named(code, name);
    }

    /** A word of ours in small letters. */
    static Cell word(Enum<?> value) {
        return new Text(value.name(), value.name().toLowerCase(Locale.ROOT));
    }

    static Cell percent(@Nullable BigDecimal percent) {
        return percent == null ? blank() : new Percent(percent);
    }
}
