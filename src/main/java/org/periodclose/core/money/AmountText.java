package org.periodclose.core.money;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;

/**
 * Reads an amount as people type it: a comma or a point before the decimals; between thousands nothing, a space of any kind, an apostrophe or
 * the other mark; a minus before or after it.
 */
public final class AmountText {
    private static final int INTEGER_DIGITS = 20;
    private static final int GROUP = 3;
    /** Of an amount with all its blanks. */
    private static final int LONGEST = 100;

    private static final MathContext SPREADSHEET = new MathContext(15, RoundingMode.HALF_UP);
    /** Minus of the keyboard and U+2212. */
    private static final String MINUS = "-\u2212";

    private static final Pattern SPACES = Pattern.compile("[\u00a0\u202f\u2009]");
    private static final Pattern DIGITS_AND_MARKS = Pattern.compile("[0-9 ',.]+");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern GROUPED = Pattern.compile("[1-9][0-9]{0,2}(([ ',.])[0-9]{3}(\\2[0-9]{3})*)");
    private static final Pattern COULD_BE_GROUPED = Pattern.compile("[1-9][0-9]{0,2}[,.][0-9]{3}");

    private final String text;
    private final @Nullable Language language;
    private final String currency;

    private AmountText(String text, @Nullable Language language, String currency) {
        this.text = text;
        this.language = language;
        this.currency = currency;
    }

    /** Whose habits decide what a single comma before three digits means; a point is always the decimal mark there. */
    public enum Language {
        /** 1,234 is one thousand. */
        EN,
        /** 1,234 is a little more than one. */
        RU
    }

    /**
     * The amount that a text says, with exactly the decimals of the currency.
     *
     * @param language null: not known
     * @throws Refused BAD_VALUE if it is no amount or has more decimals than the currency; AMOUNT_AMBIGUOUS if a single mark stands before
     *     three digits and the language is not known
     */
    public static BigDecimal parse(String text, @Nullable Language language, String currency) {
        if (text.length() > LONGEST) {
            throw new Refused(
                    FaultCode.BAD_VALUE,
                    "what is typed has " + text.length() + " characters and is no amount",
                    "type digits, with a point or a comma before the decimals, such as -1234.50");
        }
        return new AmountText(Text.trim(text), language, currency).amount();
    }

    /**
     * A number as a spreadsheet stores it, written so that {@link #parse} reads it whatever the language. A spreadsheet keeps 15 digits; what
     * follows them is the noise of its binary arithmetic (0.1 + 0.2 is stored as 0.30000000000000004).
     *
     * @return the text as it is if it is no number
     */
    public static String ofSpreadsheet(String stored) {
        try {
            BigDecimal number = new BigDecimal(stored).round(SPREADSHEET);
            if (number.precision() - number.scale() > 2 * INTEGER_DIGITS || number.scale() > 2 * INTEGER_DIGITS) {
                return stored;
            }
            BigDecimal kept = number.stripTrailingZeros();
            return (kept.scale() == GROUP ? kept.setScale(GROUP + 1) : kept).toPlainString();
        } catch (NumberFormatException e) {
            return stored;
        }
    }

    private BigDecimal amount() {
        boolean before = !text.isEmpty() && MINUS.indexOf(text.charAt(0)) >= 0;
        boolean after = text.length() > 1 && MINUS.indexOf(text.charAt(text.length() - 1)) >= 0;
        boolean plus = text.startsWith("+");
        if ((before || plus) && after) {
            throw notAnAmount();
        }
        String unsigned = Text.trim(text.substring(before || plus ? 1 : 0, after ? text.length() - 1 : text.length()));
        BigDecimal size = size(SPACES.matcher(unsigned).replaceAll(" ").replace('\u2019', '\''));
        return before || after ? size.negate() : size;
    }

    private BigDecimal size(String number) {
        if (!DIGITS_AND_MARKS.matcher(number).matches()) {
            throw notAnAmount();
        }
        int mark = decimalMark(number);
        String whole = mark < 0 ? number : number.substring(0, mark);
        String decimals = mark < 0 ? "" : number.substring(mark + 1);
        boolean sound =
                (DIGITS.matcher(whole).matches() || GROUPED.matcher(whole).matches() || (whole.isEmpty() && mark >= 0))
                        && (mark < 0 || (DIGITS.matcher(decimals).matches() && whole.indexOf(number.charAt(mark)) < 0));
        if (!sound) {
            throw notAnAmount();
        }
        String digits = whole.replaceAll("[ ',.]", "");
        BigDecimal size = new BigDecimal((digits.isEmpty() ? "0" : digits) + "." + decimals + "0").stripTrailingZeros();
        if (size.precision() - size.scale() > INTEGER_DIGITS) {
            throw bad(
                    "has " + (size.precision() - size.scale()) + " digits before the decimal mark, at most "
                            + INTEGER_DIGITS + " are kept",
                    "correct the number");
        }
        int kept = Money.decimalsOf(currency);
        if (size.scale() > kept) {
            throw bad(
                    "has " + size.scale() + " decimals, " + currency + " has " + kept, "round it as your ledger does");
        }
        return Money.of(currency, size).amount();
    }

    /** Where the mark before the decimals stands; -1: there is none. */
    private int decimalMark(String number) {
        int comma = number.lastIndexOf(',');
        int point = number.lastIndexOf('.');
        int last = Math.max(comma, point);
        if (comma >= 0 && point >= 0) {
            return last;
        }
        boolean several = last >= 0 && number.indexOf(number.charAt(last)) < last;
        if (several) {
            return -1;
        }
        return COULD_BE_GROUPED.matcher(number).matches() && groups(number) ? -1 : last;
    }

    /** Whether the single mark of a number that could be read in two ways stands between thousands. */
    private boolean groups(String number) {
        if (language == null) {
            String digits =
                    number.substring(0, number.length() - GROUP - 1) + number.substring(number.length() - GROUP);
            throw new Refused(
                    FaultCode.AMOUNT_AMBIGUOUS,
                    Text.quoted(text) + " can be " + digits + " or " + number.replace(',', '.'),
                    "type it without a mark between thousands, such as "
                            + Money.of(currency, new BigDecimal(digits)).toPlainString());
        }
        return language == Language.EN && number.indexOf(',') >= 0;
    }

    private Refused notAnAmount() {
        int unseen = Text.firstUnseen(text);
        return bad(
                unseen < 0 || SPACES.matcher(Character.toString(unseen)).matches()
                        ? "is not an amount"
                        : "is not an amount: it has the character " + Text.code(unseen) + ", which is invisible",
                "type digits, with a point or a comma before the decimals, such as -1234.50");
    }

    private Refused bad(String what, String remedy) {
        return new Refused(FaultCode.BAD_VALUE, Text.quoted(text) + " " + what, remedy);
    }
}
