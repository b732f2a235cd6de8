package org.periodclose.view;

import java.math.BigDecimal;
import org.periodclose.core.money.Figures;
import org.periodclose.core.money.Money;

/** Figures for people, the same in every locale: 10,972.25. */
public final class Amounts {
    private Amounts() {}

    public static String grouped(Money money) {
        return grouped(money.amount());
    }

    public static String grouped(long number) {
        return grouped(BigDecimal.valueOf(number));
    }

    public static String grouped(BigDecimal number) {
        return Figures.grouped(number);
    }

    /** At most so many characters, an ellipsis at the end if something is left out. */
    public static String cut(String text, int longest) {
        if (text.codePointCount(0, text.length()) <= longest) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, longest - 1)).stripTrailing() + "…";
    }
}
