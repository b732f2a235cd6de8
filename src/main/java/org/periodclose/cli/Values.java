package org.periodclose.cli;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.periodclose.core.costing.CheckRequest;
import org.periodclose.core.costing.CostChainRequest;
import org.periodclose.core.fault.Text;
import org.periodclose.core.inventory.Grouping;
import org.periodclose.core.inventory.LateRows;
import org.periodclose.core.ledger.BookDates;
import org.periodclose.core.ledger.Checksum;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.ledger.Specification;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.settlement.AllocationPrinciple;
import org.periodclose.desk.UserRole;
import org.periodclose.view.Amounts;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;

/**
 * How the values of options are read, from the line and from the environment alike. Blanks around a value are taken off. A text is a code unless
 * its option names another reader, so that no option can be without limits.
 */
final class Values {
    private static final int LONGEST_CODE = 100;
    private static final int LONGEST_ADDRESS = 2_000;
    private static final int DIGITS = 20;
    private static final int DECIMALS = 6;
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+)(?:[.]([0-9]+))?");
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern TIME = Pattern.compile("0*[1-9][0-9]{0,5}(ms|[smhd])");

    private Values() {}

    static void register(CommandLine command) {
        register(command, String.class, Values::code);
        register(command, Long.class, text -> whole(text, Long.MAX_VALUE));
        register(command, Integer.class, text -> (int) whole(text, Integer.MAX_VALUE));
        register(command, Boolean.class, Values::yesOrNo);
        register(command, BigDecimal.class, Values::decimal);
        register(command, LocalDate.class, text -> date(text, ""));
        register(command, LocalTime.class, Values::time);
        register(command, PostingDate.class, Values::postingDate);
        register(command, Duration.class, Values::duration);
        register(command, ZoneId.class, Values::zone);
        register(command, Path.class, Values::path);
        register(command, Specification.class, text -> oneOf(Specification.class, text));
        register(command, MethodWord.class, text -> oneOf(MethodWord.class, text));
        register(command, Accepted.class, text -> oneOf(Accepted.class, text));
        register(command, CheckRequest.Base.class, text -> oneOf(CheckRequest.Base.class, text));
        register(command, UserRole.class, text -> oneOf(UserRole.class, text));
        register(command, GroupedBy.class, Values::groupedBy);
        register(command, RunType.class, text -> oneOf(RunType.class, text));
        register(command, CurrencyLayer.class, text -> oneOf(CurrencyLayer.class, text));
        register(command, AllocationPrinciple.class, text -> oneOf(AllocationPrinciple.class, text));
        register(command, LateRows.class, text -> oneOf(LateRows.class, text));
        register(command, OutputOptions.Kind.class, text -> oneOf(OutputOptions.Kind.class, text));
        register(command, OutputOptions.LogFormat.class, text -> oneOf(OutputOptions.LogFormat.class, text));
        register(command, ReportOptions.Kind.class, text -> oneOf(ReportOptions.Kind.class, text));
    }

    private static <T> void register(CommandLine command, Class<T> type, Function<String, T> reader) {
        command.registerConverter(type, given -> reader.apply(some(given)));
        Class<?> primitive =
                java.lang.invoke.MethodType.methodType(type).unwrap().returnType();
        if (primitive.isPrimitive()) {
            registerPrimitive(command, primitive, reader);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> void registerPrimitive(CommandLine command, Class<?> primitive, Function<String, T> reader) {
        command.registerConverter((Class<T>) primitive, given -> reader.apply(some(given)));
    }

    /** Why: words for people, kept on a run or a journal. */
    static final class Note implements ITypeConverter<String> {
        @Override
        public String convert(String given) {
            return limited(printable(some(given)), Run.LONGEST_NOTE);
        }
    }

    /** An amount that is a limit. */
    static final class Limit implements ITypeConverter<BigDecimal> {
        @Override
        public BigDecimal convert(String given) {
            BigDecimal limit = decimal(some(given));
            if (limit.signum() < 0) {
                throw new WrongValue(Text.quoted(given) + " is below 0", "give 0 or more");
            }
            return limit;
        }
    }

    /** How many levels of a chain of costs. */
    static final class Depth implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String given) {
            long depth = whole(some(given), Long.MAX_VALUE);
            if (depth > CostChainRequest.DEEPEST) {
                throw new WrongValue(
                        Text.quoted(given) + " is above " + CostChainRequest.DEEPEST,
                        "give " + CostChainRequest.DEEPEST + " or less");
            }
            return (int) depth;
        }
    }

    /** A checksum or a hash: 64 hexadecimal digits. */
    static final class Hash implements ITypeConverter<String> {
        @Override
        public String convert(String given) {
            String hash = some(given).toLowerCase(Locale.ROOT);
            if (!Checksum.isOne(hash)) {
                throw new WrongValue(
                        Text.quoted(given) + " is not 64 hexadecimal digits",
                        "copy the whole of it, as it was printed");
            }
            return hash;
        }
    }

    /** An address; the text may hold a key and is not repeated. */
    static final class Address implements ITypeConverter<String> {
        @Override
        public String convert(String given) {
            String address = limited(some(given), LONGEST_ADDRESS);
            if (Text.firstUnseen(address) >= 0 || address.indexOf(' ') >= 0) {
                throw new WrongValue("is not a valid address", "give one like https://host:port/path");
            }
            return address;
        }
    }

    private static String some(String given) {
        String value = Text.trim(given);
        if (value.isEmpty()) {
            throw new WrongValue("is empty", "give a value, or leave it out");
        }
        return value;
    }

    /** The name of a thing of the books. */
    static String code(String value) {
        int unseen = Text.firstUnseen(value);
        if (unseen >= 0) {
            throw new WrongValue(
                    Text.quoted(value) + " has the character " + Text.code(unseen) + ", which is invisible",
                    Character.isSpaceChar(unseen)
                            ? "replace it by a plain space, or remove it"
                            : "remove the character");
        }
        return limited(value, LONGEST_CODE);
    }

    private static String printable(String value) {
        value.codePoints()
                .filter(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)
                .findFirst()
                .ifPresent(c -> {
                    throw new WrongValue(
                            Text.quoted(value) + " has the character " + Text.code(c) + ", which cannot be kept",
                            "remove the character");
                });
        return value;
    }

    private static String limited(String value, int limit) {
        int length = value.codePointCount(0, value.length());
        if (length > limit) {
            throw new WrongValue(
                    "has " + Amounts.grouped(length) + " characters, at most " + Amounts.grouped(limit) + " are kept",
                    "shorten it");
        }
        return value;
    }

    /** Numbers of runs and lines begin with one. */
    private static long whole(String text, long most) {
        if (!WHOLE.matcher(text).matches()) {
            throw new WrongValue(Text.quoted(text) + " is not a whole number", "give one like 17");
        }
        BigDecimal number = new BigDecimal(text);
        if (number.signum() <= 0) {
            throw new WrongValue(Text.quoted(text) + " is below 1", "give 1 or more");
        }
        if (number.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw new WrongValue(
                    Text.quoted(text) + " is above " + Amounts.grouped(most), "give a number that there is");
        }
        return number.longValueExact();
    }

    /** Several words with commas between. */
    private static GroupedBy groupedBy(String text) {
        Set<Grouping> by = new LinkedHashSet<>();
        for (String word : text.split(",", -1)) {
            by.add(oneOf(Grouping.class, Text.trim(word)));
        }
        return new GroupedBy(by);
    }

    private static Boolean yesOrNo(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new WrongValue(Text.quoted(text) + " is neither true nor false", "give one of them");
        };
    }

    private static BigDecimal decimal(String text) {
        var parts = DECIMAL.matcher(text);
        if (!parts.matches()) {
            throw new WrongValue(
                    Text.quoted(text) + " is not a decimal number",
                    "give digits with a point and nothing else, like -1250.00");
        }
        BigDecimal decimal = new BigDecimal(text);
        int digits = decimal.precision() - decimal.scale();
        if (digits > DIGITS) {
            throw new WrongValue(
                    "has " + Amounts.grouped(digits) + " digits before the point, at most " + DIGITS + " are kept",
                    "correct the number");
        }
        int decimals = Math.max(0, decimal.stripTrailingZeros().scale());
        if (decimals > DECIMALS) {
            throw new WrongValue(
                    "has " + Amounts.grouped(decimals) + " decimals, at most " + DECIMALS + " are kept", "round it");
        }
        return decimal;
    }

    private static PostingDate postingDate(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "today" -> new PostingDate(null, today -> today);
            case "yesterday" -> new PostingDate(null, today -> today.minusDays(1));
            case "last-month-end" ->
                new PostingDate(null, today -> today.withDayOfMonth(1).minusDays(1));
            default -> {
                LocalDate date = date(text, ", or today, yesterday, last-month-end");
                yield new PostingDate(date, today -> date);
            }
        };
    }

    /** @param words what is taken besides, for a remedy */
    private static LocalDate date(String text, String words) {
        LocalDate date;
        try {
            date = LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new WrongValue(Text.quoted(text) + " is not a date", "give one like 2025-10-31" + words);
        }
        String wrong = BookDates.wrongWith(date);
        if (wrong != null) {
            throw new WrongValue(Text.quoted(text) + " " + wrong, "give a day from " + BookDates.RANGE);
        }
        return date;
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new WrongValue(Text.quoted(text) + " is not a time of day", "give one like 06:30");
        }
    }

    /** With its unit: a number alone would be milliseconds, which users do not mean. */
    private static Duration duration(String text) {
        if (!TIME.matcher(text).matches()) {
            throw new WrongValue(
                    Text.quoted(text) + " is not a length of time",
                    "give a number above zero with its unit, like 400d or 48h");
        }
        return DurationStyle.SIMPLE.parse(text);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new WrongValue(Text.quoted(text) + " is not a time zone", "give one like Europe/Berlin");
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(printable(text));
        } catch (InvalidPathException e) {
            throw new WrongValue(Text.quoted(text) + " cannot be the name of a file", "give another name");
        }
    }

    /** Words are written with hyphens; capitals and underscores are taken, too. */
    private static <E extends Enum<E>> E oneOf(Class<E> type, String text) {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new WrongValue(
                        Text.quoted(text) + " is not one of the words that are taken",
                        "give one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(Values::word)
                                        .collect(Collectors.joining(", "))));
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
