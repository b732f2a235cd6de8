package org.periodclose.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.periodclose.core.inventory.Direction;
import org.periodclose.core.inventory.OriginalPosting;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.Adjustment;
import org.periodclose.core.settlement.Settlement;

/** Inventory is account 41, profit 91, loss 92. Items 1 and 2 are in group 10, item 3 in group 20. */
class VoucherSumsTest {
    private static final String JOURNAL = "1 +100, 1 -30, 2 -20, 3 +50, 3 -50";

    private static Money usd(String amount) {
        return Money.of("USD", new BigDecimal(amount));
    }

    private static Map<String, String> voucher(Specification specification, List<String> lines) {
        VoucherSums sums = new VoucherSums(specification);
        for (String line : lines) {
            int item = Integer.parseInt(line.substring(0, 1));
            Money amount = usd(line.substring(2));
            OriginalPosting posting = new OriginalPosting(Direction.RECEIPT, 41, amount.isPositive() ? 91 : 92);
            sums.add(Settlement.of(new Adjustment(item, 7, amount), posting, true), item == 3 ? 20 : 10);
        }
        Map<String, String> voucher = new TreeMap<>();
        sums.byKey()
                .forEach((key, sum) -> voucher.put(
                        name(key.itemGroup()) + " " + name(key.item()) + " D " + key.debit() + " K " + key.credit()
                                + (key.storno() ? " storno" : ""),
                        sum.amount().toPlainString() + " of " + sum.settlements()));
        return voucher;
    }

    private static String name(@Nullable Integer id) {
        return id == null ? "-" : id.toString();
    }

    private static List<String> lines() {
        return new ArrayList<>(List.of(JOURNAL.split(", ", -1)));
    }

    @Test
    void at_total_a_pair_of_accounts_is_one_line() {
        assertThat(voucher(TOTAL, lines()))
                .isEqualTo(Map.of("- - D 41 K 91", "150.00 of 2", "- - D 41 K 92 storno", "-100.00 of 3"));
    }

    @Test
    void at_item_group_each_group_has_its_own_lines() {
        assertThat(voucher(ITEM_GROUP, lines()))
                .isEqualTo(Map.of(
                        "10 - D 41 K 91", "100.00 of 1",
                        "10 - D 41 K 92 storno", "-50.00 of 2",
                        "20 - D 41 K 91", "50.00 of 1",
                        "20 - D 41 K 92 storno", "-50.00 of 1"));
    }

    @Test
    void at_item_number_each_item_has_its_own_lines() {
        assertThat(voucher(ITEM_NUMBER, lines()))
                .isEqualTo(Map.of(
                        "10 1 D 41 K 91", "100.00 of 1",
                        "10 1 D 41 K 92 storno", "-30.00 of 1",
                        "10 2 D 41 K 92 storno", "-20.00 of 1",
                        "20 3 D 41 K 91", "50.00 of 1",
                        "20 3 D 41 K 92 storno", "-50.00 of 1"));
    }

    @Test
    void the_order_of_settlements_does_not_matter() {
        List<String> shuffled = lines();
        Collections.shuffle(shuffled, new Random(7));
        assertThat(voucher(ITEM_GROUP, shuffled)).isEqualTo(voucher(ITEM_GROUP, lines()));
    }

    @Test
    void the_sums_cannot_be_changed_from_outside() {
        VoucherSums sums = new VoucherSums(TOTAL);
        assertThatThrownBy(() -> sums.byKey().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    // A line of the voucher

    @Test
    void a_line_is_storno_if_and_only_if_its_amount_is_negative() {
        assertThat(line("41", "92", "-1", true).storno()).isTrue();
        for (String wrong : List.of("-1 false", "1 true", "0 true", "0 false")) {
            String[] parts = wrong.split(" ", -1);
            assertThatThrownBy(() -> line("41", "92", parts[0], Boolean.parseBoolean(parts[1])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("voucher line 3 has amount " + usd(parts[0]) + " and storno " + parts[1]
                            + ": storno is negative, everything else positive, nothing zero");
        }
    }

    @Test
    void a_line_has_two_accounts() {
        assertThatThrownBy(() -> line("41", "41", "1", false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("voucher line 3 has account 41 on both sides");
    }

    private static VoucherLine line(String debit, String credit, String amount, boolean storno) {
        return new VoucherLine(3, debit, credit, usd(amount), storno, null, null, 1);
    }

    // The turnovers of its accounts

    @Test
    void a_storno_takes_turnover_back_on_its_own_side() {
        assertThat(Turnover.of(
                        "USD",
                        List.of(
                                line("41", "91", "10", false),
                                line("41", "91", "5", false),
                                line("41", "92", "-3", true),
                                line("92", "41", "4", false),
                                line("91", "41", "-2", true))))
                .extracting(turnover ->
                        turnover.account() + ": D " + turnover.debitPlus().amount() + " "
                                + turnover.debitStorno().amount() + ", K "
                                + turnover.creditPlus().amount() + " "
                                + turnover.creditStorno().amount() + ", net "
                                + turnover.net().amount())
                .containsExactly(
                        "41: D 15.00 -3.00, K 4.00 -2.00, net 10.00",
                        "91: D 0.00 -2.00, K 15.00 0.00, net -17.00",
                        "92: D 4.00 0.00, K 0.00 -3.00, net 7.00");
    }

    @Test
    void a_voucher_without_lines_moves_no_account() {
        assertThat(Turnover.of("USD", List.of())).isEmpty();
    }
}
