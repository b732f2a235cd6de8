package org.periodclose.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The voucher of a journal by the letter of the contract, worked out without a line of the program. */
final class Oracle {
    private static final Comparator<@Nullable String> BY_CODE_POINT = (left, right) -> {
        int[] a = (left == null ? "" : left).codePoints().toArray();
        int[] b = (right == null ? "" : right).codePoints().toArray();
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            if (a[i] != b[i]) {
                return Integer.compare(a[i], b[i]);
            }
        }
        return Integer.compare(a.length, b.length);
    };

    private static final Comparator<Key> VOUCHER_ORDER = Comparator.comparing(Key::group, BY_CODE_POINT)
            .thenComparing(Key::item, BY_CODE_POINT)
            .thenComparing(Key::debit, BY_CODE_POINT)
            .thenComparing(Key::credit, BY_CODE_POINT)
            .thenComparing(Key::storno);

    private record Key(@Nullable String group, @Nullable String item, String debit, String credit, boolean storno) {}

    private record Sum(BigDecimal amount, int settlements) {}

    private Oracle() {}

    /** @param level total, item-group or item-number */
    static List<Shown> voucher(RandomCompany company, RandomCompany.Journal journal, String level, boolean storno) {
        Map<Key, Sum> sums = new TreeMap<>(VOUCHER_ORDER);
        for (RandomCompany.Line line : journal.lines()) {
            if (line.fault() == null) {
                BigDecimal amount = line.amount().setScale(company.decimals(journal.layer()));
                boolean gain = amount.signum() > 0;
                RandomCompany.Item item = line.movement().item();
                String own = line.movement().ownAccount();
                String inventory = own != null ? own : account(company, "INVENTORY", item);
                String offset = account(company, gain ? "PROFIT" : "LOSS", item);
                boolean swapped = !gain && !storno;
                Key key = new Key(
                        level.equals("total") ? null : item.group(),
                        level.equals("item-number") ? item.number() : null,
                        swapped ? offset : inventory,
                        swapped ? inventory : offset,
                        !gain && storno);
                sums.merge(
                        key,
                        new Sum(swapped ? amount.negate() : amount, 1),
                        (one, other) ->
                                new Sum(one.amount().add(other.amount()), one.settlements() + other.settlements()));
            }
        }
        List<Shown> lines = new ArrayList<>();
        sums.forEach((key, sum) -> lines.add(new Shown(
                lines.size() + 1,
                key.debit(),
                key.credit(),
                sum.amount(),
                key.storno(),
                key.group(),
                key.item(),
                sum.settlements())));
        return lines;
    }

    private static String account(RandomCompany company, String type, RandomCompany.Item item) {
        for (String[] rule : new String[][] {{"TABLE", item.number()}, {"GROUP", item.group()}, {"ALL", ""}}) {
            for (RandomCompany.Profile profile : company.profiles) {
                if (profile.type().equals(type)
                        && profile.code().equals(rule[0])
                        && profile.relation().equals(rule[1])) {
                    return profile.account();
                }
            }
        }
        throw new AssertionError("the generator made no " + type + " account for " + item);
    }

    /** What each account moves, debit minus credit; accounts that end at zero are left out. */
    static Map<String, BigDecimal> net(List<Shown> lines) {
        Map<String, BigDecimal> net = new TreeMap<>();
        for (Shown line : lines) {
            net.merge(line.debitAccount(), line.amount(), BigDecimal::add);
            net.merge(line.creditAccount(), line.amount().negate(), BigDecimal::add);
        }
        net.values().removeIf(amount -> amount.signum() == 0);
        return net;
    }

    static BigDecimal settledAmount(RandomCompany company, RandomCompany.Journal journal) {
        BigDecimal sum = BigDecimal.ZERO.setScale(company.decimals(journal.layer()));
        for (RandomCompany.Line line : journal.lines()) {
            sum = line.fault() == null ? sum.add(line.amount()) : sum;
        }
        return sum;
    }

    /** The lines to be left out, by transaction id, with their codes. */
    static Map<String, String> faults(RandomCompany.Journal journal) {
        Map<String, String> faults = new LinkedHashMap<>();
        for (RandomCompany.Line line : journal.lines()) {
            if (line.fault() != null) {
                faults.put(line.movement().id(), line.fault());
            }
        }
        return faults;
    }
}
