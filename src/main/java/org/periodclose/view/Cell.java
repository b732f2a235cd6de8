package org.periodclose.view;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
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

    /**
     * What is said to people: English words with places for values. A page in another language has its own words for it and writes the values its own way;
     * everything else reads the English.
     *
     * @param key of its words in another language; empty: it has none of its own, only values
     * @param words in English, with {0} for the first value
     * @param values each for one place; a value may itself be something said
     */
    record Said(String key, String words, List<Cell> values) {
        static final Said NOTHING = data("");

        /** No other language has words for it. */
        private static final String ENGLISH = "english";

        public Said {
            values = List.copyOf(values);
        }

        /** @param values what {@link Cell#of} takes */
        static Said of(String words, @Nullable Object... values) {
            return new Said("said." + words, words, cells(values));
        }

        /** The same in all languages: a name, a note. */
        static Said data(@Nullable Object value) {
            return joined(value);
        }

        /** What stays English in all languages: the message of a fault. */
        static Said english(String words) {
            return new Said(ENGLISH, words, List.of());
        }

        /** A word of ours: item group. */
        static Said word(Enum<?> word) {
            return word(word, word.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }

        static Said word(Enum<?> word, String english) {
            return new Said("word." + word.name(), english, List.of());
        }

        /** One after the other, without a space. */
        static Said joined(@Nullable Object... parts) {
            List<Cell> cells = cells(parts);
            return new Said("", places(cells.size(), ""), cells);
        }

        static Said list(List<?> parts, String between) {
            return new Said(
                    "",
                    places(parts.size(), between),
                    parts.stream().map(Cell::of).toList());
        }

        private static List<Cell> cells(@Nullable Object... values) {
            return Arrays.stream(values).map(Cell::of).toList();
        }

        private static String places(int count, String between) {
            List<String> places = new ArrayList<>();
            for (int place = 0; place < count; place++) {
                places.add("{" + place + "}");
            }
            return String.join(between, places);
        }

        boolean isEmpty() {
            return toString().isEmpty();
        }

        /** A piece of it: words, or a value between them. */
        record Piece(String words, @Nullable Cell value) {}

        /** @param pattern the words, in whatever language */
        List<Piece> pieces(String pattern) {
            List<Piece> pieces = new ArrayList<>();
            int from = 0;
            for (int at = pattern.indexOf('{'); at >= 0; at = pattern.indexOf('{', at + 1)) {
                int end = pattern.indexOf('}', at);
                String place = end < 0 ? "" : pattern.substring(at + 1, end);
                if (place.matches("[0-9]{1,2}") && Integer.parseInt(place) < values.size()) {
                    pieces.add(new Piece(pattern.substring(from, at), values.get(Integer.parseInt(place))));
                    from = end + 1;
                }
            }
            pieces.add(new Piece(pattern.substring(from), null));
            return pieces;
        }

        /** In English. */
        @Override
        public String toString() {
            return pieces(words).stream()
                    .map(piece -> piece.words()
                            + (piece.value() == null ? "" : piece.value().shown()))
                    .collect(Collectors.joining());
        }
    }

    /** Something said, of which programs read what is plain. */
    record Worded(String plain, Said said) implements Cell {
        @Override
        public String shown() {
            return said.toString();
        }
    }

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
    record Branch(List<Boolean> lines, String code, Said label, Said detail) implements Cell {
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
            return code.isEmpty() ? label.toString() : code + " " + label;
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
        } else if (value instanceof Said said) {
            return new Worded(said.toString(), said);
        } else if (value instanceof Enum<?> word) {
            return new Worded(word.name(), Said.word(word, word.name()));
        } else {
            return new Text(value.toString(), value.toString());
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
        return new Worded(value.name(), Said.word(value, value.name().toLowerCase(Locale.ROOT)));
    }

    static Cell percent(@Nullable BigDecimal percent) {
        return percent == null ? blank() : new Percent(percent);
    }
}
