package org.periodclose.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.periodclose.core.inventory.Direction.ISSUE;
import static org.periodclose.core.inventory.Direction.RECEIPT;
import static org.periodclose.core.ledger.Specification.ITEM_GROUP;
import static org.periodclose.core.ledger.Specification.ITEM_NUMBER;
import static org.periodclose.core.ledger.Specification.TOTAL;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.periodclose.core.inventory.Direction;
import org.periodclose.core.inventory.OriginalPosting;
import org.periodclose.core.ledger.Specification;
import org.periodclose.core.ledger.VoucherKey;
import org.periodclose.core.ledger.VoucherSums;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.Adjustment;
import org.periodclose.core.settlement.Correspondence;
import org.periodclose.core.settlement.Settlement;
import org.periodclose.core.settlement.StornoRule;

/**
 * Journals before, vouchers after, as an accountant writes them: {@code D 41 K 91.1 100} debits inventory and credits profit.
 * 41 is inventory, 60 the supplier, 90 cost of sales, 91.1 profit, 91.2 loss.
 */
class WorkedLedgersTest {
    private static final List<String> ACCOUNTS = List.of("41", "60", "90", "91.1", "91.2");
    private static final List<String> GROUPS = List.of("A", "B");
    private static final List<String> ITEMS = List.of("A1", "A2", "B1");

    /** Three items in two groups; the gains and losses of a group would hide each other if they were netted. */
    private static final String FIVE_LINES = """
            A A1 +100
            A A1 -30
            A A2 -20
            B B1 +50
            B B1 -50
            """;

    // The sign rule, row by row

    @Test
    void a_receipt_that_gains_is_posted_with_plus() {
        assertThat(line(RECEIPT, "41", "91.1", "+10", true)).isEqualTo("D 41 K 91.1 10");
        assertThat(line(RECEIPT, "41", "91.1", "+10", false)).isEqualTo("D 41 K 91.1 10");
    }

    @Test
    void a_receipt_that_loses_keeps_its_columns_with_storno_and_swaps_them_without() {
        assertThat(line(RECEIPT, "41", "91.2", "-10", true)).isEqualTo("D 41 K 91.2 -10 storno");
        assertThat(line(RECEIPT, "41", "91.2", "-10", false)).isEqualTo("D 91.2 K 41 10");
    }

    @Test
    void an_issue_that_costs_more_is_posted_with_plus() {
        assertThat(line(ISSUE, "41", "90", "-10", true)).isEqualTo("D 90 K 41 10");
        assertThat(line(ISSUE, "41", "90", "-10", false)).isEqualTo("D 90 K 41 10");
    }

    @Test
    void an_issue_that_costs_less_keeps_its_columns_with_storno_and_swaps_them_without() {
        assertThat(line(ISSUE, "41", "90", "+10", true)).isEqualTo("D 90 K 41 -10 storno");
        assertThat(line(ISSUE, "41", "90", "+10", false)).isEqualTo("D 41 K 90 10");
    }

    // The same, taken back

    @Test
    void with_storno_plus_is_taken_back_by_storno_and_storno_by_plus() {
        assertThat(takenBack(RECEIPT, "41", "91.1", "+10", true)).isEqualTo("D 41 K 91.1 -10 storno");
        assertThat(takenBack(RECEIPT, "41", "91.2", "-10", true)).isEqualTo("D 41 K 91.2 10");
        assertThat(takenBack(ISSUE, "41", "90", "-10", true)).isEqualTo("D 90 K 41 -10 storno");
        assertThat(takenBack(ISSUE, "41", "90", "+10", true)).isEqualTo("D 90 K 41 10");
    }

    @Test
    void without_storno_the_columns_are_swapped_back() {
        assertThat(takenBack(RECEIPT, "41", "91.1", "+10", false)).isEqualTo("D 91.1 K 41 10");
        assertThat(takenBack(RECEIPT, "41", "91.2", "-10", false)).isEqualTo("D 41 K 91.2 10");
        assertThat(takenBack(ISSUE, "41", "90", "-10", false)).isEqualTo("D 41 K 90 10");
        assertThat(takenBack(ISSUE, "41", "90", "+10", false)).isEqualTo("D 90 K 41 10");
    }

    // Five lines at three levels

    @Test
    void at_total_gains_and_losses_are_one_line_each() {
        assertThat(voucher(FIVE_LINES, TOTAL, true)).isEqualTo("""
                        D 41 K 91.1 150
                        D 41 K 91.2 -100 storno
                        """);
        assertThat(voucher(FIVE_LINES, TOTAL, false)).isEqualTo("""
                        D 41 K 91.1 150
                        D 91.2 K 41 100
                        """);
    }

    @Test
    void at_item_group_each_group_has_its_own_lines() {
        assertThat(voucher(FIVE_LINES, ITEM_GROUP, true)).isEqualTo("""
                        A: D 41 K 91.1 100
                        A: D 41 K 91.2 -50 storno
                        B: D 41 K 91.1 50
                        B: D 41 K 91.2 -50 storno
                        """);
        assertThat(voucher(FIVE_LINES, ITEM_GROUP, false)).isEqualTo("""
                        A: D 41 K 91.1 100
                        A: D 91.2 K 41 50
                        B: D 41 K 91.1 50
                        B: D 91.2 K 41 50
                        """);
    }

    @Test
    void at_item_number_each_item_has_its_own_lines_and_nothing_is_netted_to_zero() {
        assertThat(voucher(FIVE_LINES, ITEM_NUMBER, true)).isEqualTo("""
                        A A1: D 41 K 91.1 100
                        A A1: D 41 K 91.2 -30 storno
                        A A2: D 41 K 91.2 -20 storno
                        B B1: D 41 K 91.1 50
                        B B1: D 41 K 91.2 -50 storno
                        """);
        assertThat(voucher(FIVE_LINES, ITEM_NUMBER, false)).isEqualTo("""
                        A A1: D 41 K 91.1 100
                        A A1: D 91.2 K 41 30
                        A A2: D 91.2 K 41 20
                        B B1: D 41 K 91.1 50
                        B B1: D 91.2 K 41 50
                        """);
    }

    @Test
    void with_one_account_for_profit_and_loss_plus_and_storno_still_stand_apart() {
        List<Settlement> settlements = List.of(
                settled("B1", RECEIPT, "41", "91.1", "+50", true), settled("B1", RECEIPT, "41", "91.1", "-50", true));
        assertThat(text(sums(settlements, TOTAL))).isEqualTo("""
                        D 41 K 91.1 50
                        D 41 K 91.1 -50 storno
                        """);
    }

    @Test
    void storno_leaves_the_turnovers_free_of_the_correction_and_the_balance_as_it_is() {
        for (Specification level : Specification.values()) {
            assertThat(turnovers("41", FIVE_LINES, level, true)).isEqualTo("debit 50 credit 0 net 50");
            assertThat(turnovers("41", FIVE_LINES, level, false)).isEqualTo("debit 150 credit 100 net 50");
        }
    }

    // Laws over random journals

    @Test
    void storno_keeps_the_columns_and_turns_the_sign() {
        Seed seed = Seed.of("storno_keeps_the_columns_and_turns_the_sign");
        Random random = seed.random();
        for (int i = 0; i < 1000; i++) {
            OriginalPosting posting = randomPosting(random);
            Money change = randomChange(random);
            Correspondence on = StornoRule.correspondence(posting, change, true);
            Correspondence off = StornoRule.correspondence(posting, change, false);
            String context = seed + ": " + posting + " " + change;
            assertThat(on.debit()).as(context).isEqualTo(posting.debit());
            assertThat(on.credit()).as(context).isEqualTo(posting.credit());
            assertThat(off.amount().isPositive()).as(context).isTrue();
            assertThat(on.storno()).as(context).isEqualTo(on.amount().isNegative());
            assertThat(net(List.of(on))).as(context).isEqualTo(net(List.of(off)));
            assertThat(net(List.of(on)).get(posting.inventory())).as(context).isEqualByComparingTo(change.amount());
        }
    }

    @Test
    void every_level_and_both_storno_settings_move_every_account_alike() {
        Seed seed = Seed.of("every_level_and_both_storno_settings_move_every_account_alike");
        Random random = seed.random();
        for (int i = 0; i < 100; i++) {
            List<OriginalPosting> postings = new ArrayList<>();
            List<Money> changes = new ArrayList<>();
            List<Integer> items = new ArrayList<>();
            for (int line = random.nextInt(1, 40); line > 0; line--) {
                postings.add(randomPosting(random));
                changes.add(randomChange(random));
                items.add(random.nextInt(ITEMS.size()));
            }
            Map<Integer, BigDecimal> expected = null;
            for (boolean storno : new boolean[] {true, false}) {
                List<Settlement> settlements = new ArrayList<>();
                for (int line = 0; line < postings.size(); line++) {
                    settlements.add(Settlement.of(
                            new Adjustment(items.get(line), line, changes.get(line)), postings.get(line), storno));
                }
                for (Specification level : Specification.values()) {
                    Map<Integer, BigDecimal> net = net(correspondences(sums(settlements, level)));
                    expected = expected == null ? net : expected;
                    assertThat(net).as("%s: %s storno %s", seed, level, storno).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void the_order_of_the_lines_does_not_matter_and_none_is_lost() {
        Seed seed = Seed.of("the_order_of_the_lines_does_not_matter_and_none_is_lost");
        Random random = seed.random();
        for (int i = 0; i < 100; i++) {
            boolean storno = random.nextBoolean();
            List<Settlement> settlements = new ArrayList<>();
            for (int line = random.nextInt(1, 40); line > 0; line--) {
                settlements.add(Settlement.of(
                        new Adjustment(random.nextInt(ITEMS.size()), line, randomChange(random)),
                        randomPosting(random),
                        storno));
            }
            for (Specification level : Specification.values()) {
                Map<VoucherKey, VoucherSums.Sum> sums = sums(settlements, level);
                List<Settlement> shuffled = new ArrayList<>(settlements);
                Collections.shuffle(shuffled, random);
                assertThat(sums(shuffled, level)).as(seed.toString()).isEqualTo(sums);
                assertThat(sums.values().stream()
                                .mapToLong(VoucherSums.Sum::settlements)
                                .sum())
                        .as(seed.toString())
                        .isEqualTo(settlements.size());
                sums.forEach((key, sum) -> assertThat(sum.amount().signum())
                        .as("%s: %s", seed, key)
                        .isEqualTo(key.storno() ? -1 : 1));
            }
        }
    }

    private static OriginalPosting randomPosting(Random random) {
        List<Integer> accounts = new ArrayList<>(List.of(0, 1, 2, 3, 4));
        Collections.shuffle(accounts, random);
        return new OriginalPosting(random.nextBoolean() ? RECEIPT : ISSUE, accounts.get(0), accounts.get(1));
    }

    private static Money randomChange(Random random) {
        BigDecimal size = new BigDecimal(random.nextLong(1, 1_000_000)).movePointLeft(2);
        return Money.of("USD", random.nextBoolean() ? size : size.negate());
    }

    private static String line(Direction original, String inventory, String offset, String adjustment, boolean storno) {
        return text(sums(List.of(settled("A1", original, inventory, offset, adjustment, storno)), TOTAL))
                .strip();
    }

    private static String takenBack(
            Direction original, String inventory, String offset, String adjustment, boolean storno) {
        Settlement posted = settled("A1", original, inventory, offset, adjustment, storno);
        return text(sums(List.of(posted.reversed(storno)), TOTAL)).strip();
    }

    private static String voucher(String journal, Specification level, boolean storno) {
        return text(sums(settlements(journal, storno), level));
    }

    private static List<Settlement> settlements(String journal, boolean storno) {
        return journal.lines()
                .map(line -> line.split(" ", -1))
                .map(line ->
                        settled(line[1], RECEIPT, "41", line[2].startsWith("+") ? "91.1" : "91.2", line[2], storno))
                .toList();
    }

    private static Settlement settled(
            String item, Direction original, String inventory, String offset, String amount, boolean storno) {
        OriginalPosting posting = new OriginalPosting(original, ACCOUNTS.indexOf(inventory), ACCOUNTS.indexOf(offset));
        Adjustment adjustment = new Adjustment(ITEMS.indexOf(item), 1, Money.of("JPY", new BigDecimal(amount)));
        return Settlement.of(adjustment, posting, storno);
    }

    private static Map<VoucherKey, VoucherSums.Sum> sums(List<Settlement> settlements, Specification level) {
        VoucherSums sums = new VoucherSums(level);
        for (Settlement settlement : settlements) {
            sums.add(settlement, ITEMS.get(settlement.item()).startsWith("A") ? 0 : 1);
        }
        return sums.byKey();
    }

    private static String text(Map<VoucherKey, VoucherSums.Sum> sums) {
        Map<String, String> lines = new TreeMap<>();
        sums.forEach((key, sum) -> {
            String of = (key.itemGroup() == null ? "" : GROUPS.get(key.itemGroup()))
                    + (key.item() == null ? "" : " " + ITEMS.get(key.item()));
            String accounts = (of.isEmpty() ? "" : of + ": ") + "D " + ACCOUNTS.get(key.debit()) + " K "
                    + ACCOUNTS.get(key.credit());
            lines.put(
                    accounts + key.storno(),
                    accounts + " " + sum.amount().toPlainString() + (key.storno() ? " storno" : "") + "\n");
        });
        return String.join("", lines.values());
    }

    private static String turnovers(String account, String journal, Specification level, boolean storno) {
        BigDecimal debit = BigDecimal.ZERO;
        BigDecimal credit = BigDecimal.ZERO;
        for (Correspondence line : correspondences(sums(settlements(journal, storno), level))) {
            debit = line.debit() == ACCOUNTS.indexOf(account)
                    ? debit.add(line.amount().amount())
                    : debit;
            credit = line.credit() == ACCOUNTS.indexOf(account)
                    ? credit.add(line.amount().amount())
                    : credit;
        }
        return "debit " + debit + " credit " + credit + " net " + debit.subtract(credit);
    }

    private static List<Correspondence> correspondences(Map<VoucherKey, VoucherSums.Sum> sums) {
        return sums.entrySet().stream()
                .map(line -> new Correspondence(
                        line.getKey().debit(),
                        line.getKey().credit(),
                        Money.of(
                                line.getValue().amount().scale() == 0 ? "JPY" : "USD",
                                line.getValue().amount())))
                .toList();
    }

    /** What each account has moved: debit minus credit. */
    private static Map<Integer, BigDecimal> net(List<Correspondence> lines) {
        Map<Integer, BigDecimal> net = new TreeMap<>();
        for (Correspondence line : lines) {
            net.merge(line.debit(), line.amount().amount(), BigDecimal::add);
            net.merge(line.credit(), line.amount().amount().negate(), BigDecimal::add);
        }
        return net;
    }
}
