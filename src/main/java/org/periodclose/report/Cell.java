package org.periodclose.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.Figures;
import org.periodclose.core.money.Money;

/** A value in a table. */
public sealed interface Cell {
    /** For people: grouped figures, a minus as long as a figure is wide. */
    String shown();

    /** For programs. */
    default String plain() {
        return shown();
    }

    /** Words. */
    record Text(String shown) implements Cell {}

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

    /** A code that people are told in another word, or in none. */
    record Coded(String plain, String shown) implements Cell {}

    /** Money; its decimals are those of its currency. */
    record Amount(BigDecimal amount) implements Cell {
        @Override
        public String shown() {
            return Figures.grouped(amount).replace('-', '−');
        }

        @Override
        public String plain() {
            return amount.toPlainString();
        }
    }

    /** How many. */
    record Count(long count) implements Cell {
        @Override
        public String shown() {
            return Figures.grouped(BigDecimal.valueOf(count));
        }

        @Override
        public String plain() {
            return String.valueOf(count);
        }
    }

    /** A share of a hundred. */
    record Percent(BigDecimal percent) implements Cell {
        @Override
        public String shown() {
            return Figures.grouped(percent).replace('-', '−') + " %";
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
    }

    static Cell blank() {
        return new Text("");
    }

    static Cell of(@Nullable String text) {
        return text == null ? blank() : new Text(text);
    }

    /** A value that may not be known. */
    static Cell known(@Nullable Money money) {
        return money == null ? blank() : of(money);
    }

    static Cell of(Money money) {
        return new Amount(money.amount());
    }

    static Cell of(long count) {
        return new Count(count);
    }

    /** Nothing for zero. */
    static Cell unlessZero(Money money) {
        return money.isZero() ? blank() : of(money);
    }

    static Cell percent(@Nullable BigDecimal percent) {
        return percent == null ? blank() : new Percent(percent);
    }
}
