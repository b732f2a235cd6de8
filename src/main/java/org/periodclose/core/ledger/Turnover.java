package org.periodclose.core.ledger;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.Money;

/**
 * The turnover of voucher lines on one main account, storno separately: a storno reduces turnover on its own side.
 *
 * @param debitStorno zero or negative, like {@code creditStorno}
 */
public record Turnover(String account, Money debitPlus, Money debitStorno, Money creditPlus, Money creditStorno) {
    /** The turnovers of the accounts of some lines, by account. */
    public static List<Turnover> of(String currency, List<VoucherLine> lines) {
        Map<String, Turnover> byAccount = new TreeMap<>();
        for (VoucherLine line : lines) {
            byAccount.compute(
                    line.debitAccount(),
                    (account, before) -> orNone(before, account, currency).debited(line));
            byAccount.compute(
                    line.creditAccount(),
                    (account, before) -> orNone(before, account, currency).credited(line));
        }
        return List.copyOf(byAccount.values());
    }

    private static Turnover orNone(@Nullable Turnover turnover, String account, String currency) {
        Money zero = Money.zero(currency);
        return turnover == null ? new Turnover(account, zero, zero, zero, zero) : turnover;
    }

    private Turnover debited(VoucherLine line) {
        return line.storno()
                ? new Turnover(account, debitPlus, debitStorno.plus(line.amount()), creditPlus, creditStorno)
                : new Turnover(account, debitPlus.plus(line.amount()), debitStorno, creditPlus, creditStorno);
    }

    private Turnover credited(VoucherLine line) {
        return line.storno()
                ? new Turnover(account, debitPlus, debitStorno, creditPlus, creditStorno.plus(line.amount()))
                : new Turnover(account, debitPlus, debitStorno, creditPlus.plus(line.amount()), creditStorno);
    }

    /** The change of the balance: debit minus credit. */
    public Money net() {
        return debitPlus.plus(debitStorno).plus(creditPlus.negated()).plus(creditStorno.negated());
    }
}
