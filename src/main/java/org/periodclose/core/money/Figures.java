package org.periodclose.core.money;

import java.math.BigDecimal;

/** Numbers with grouped digits, the same in every locale: 10,972.25. */
public final class Figures {
    private Figures() {}

    public static String grouped(BigDecimal number) {
        String plain = number.abs().toPlainString();
        int point = plain.indexOf('.');
        String whole = point < 0 ? plain : plain.substring(0, point);
        String decimals = point < 0 ? "" : plain.substring(point);
        StringBuilder text = new StringBuilder(whole);
        for (int i = whole.length() - 3; i > 0; i -= 3) {
            text.insert(i, ',');
        }
        return (number.signum() < 0 ? "-" : "") + text + decimals;
    }
}
