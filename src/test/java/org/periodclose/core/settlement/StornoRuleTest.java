package org.periodclose.core.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periodclose.core.inventory.Direction;
import org.periodclose.core.inventory.OriginalPosting;
import org.periodclose.core.money.Money;

/** Domain rule 7.2 as a table, with inventory account 41 and the other account 91. */
class StornoRuleTest {
    private static Money usd(String amount) {
        return Money.of("USD", new BigDecimal(amount));
    }

    private static Settlement settlement(Direction direction, String change, boolean storno) {
        return Settlement.of(new Adjustment(1, 7, usd(change)), new OriginalPosting(direction, 41, 91), storno);
    }

    private static String line(Correspondence line) {
        return "D " + line.debit() + " K " + line.credit() + " " + line.amount().toPlainString()
                + (line.storno() ? " storno" : "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RECEIPT | +10 | true  | D 41 K 91 10.00",
                "RECEIPT | -10 | true  | D 41 K 91 -10.00 storno",
                "RECEIPT | +10 | false | D 41 K 91 10.00",
                "RECEIPT | -10 | false | D 91 K 41 10.00",
                "ISSUE   | -10 | true  | D 91 K 41 10.00",
                "ISSUE   | +10 | true  | D 91 K 41 -10.00 storno",
                "ISSUE   | -10 | false | D 91 K 41 10.00",
                "ISSUE   | +10 | false | D 41 K 91 10.00"
            })
    void the_sign_rule(Direction direction, String change, boolean storno, String line) {
        Settlement settlement = settlement(direction, change, storno);
        assertThat(line(Objects.requireNonNull(settlement.ledger()))).isEqualTo(line);
        assertThat(settlement.item()).isEqualTo(1);
        assertThat(settlement.transaction()).isEqualTo(7);
        assertThat(settlement.amount()).isEqualTo(usd(change));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RECEIPT | +10 | true  | D 41 K 91 -10.00 storno",
                "RECEIPT | -10 | true  | D 41 K 91 10.00",
                "RECEIPT | +10 | false | D 91 K 41 10.00",
                "RECEIPT | -10 | false | D 41 K 91 10.00"
            })
    void what_is_taken_back_keeps_its_accounts(Direction direction, String change, boolean storno, String line) {
        Settlement posted = settlement(direction, change, storno);
        Settlement taken = posted.reversed(storno);
        assertThat(line(Objects.requireNonNull(taken.ledger()))).isEqualTo(line);
        assertThat(taken.amount()).isEqualTo(posted.amount().negated());
        assertThat(taken.transaction()).isEqualTo(7);
    }

    @Test
    void a_settlement_that_another_posts_is_taken_back_without_the_ledger() {
        Settlement carried = new Settlement(1, 7, Part.CARRIED, usd("10"), null);
        assertThat(carried.reversed(true)).isEqualTo(new Settlement(1, 7, Part.CARRIED, usd("-10"), null));
        assertThat(settlement(Direction.RECEIPT, "10", true).part()).isEqualTo(Part.MANUAL);
    }

    @Test
    void a_line_that_moves_nothing_is_refused() {
        assertThatThrownBy(() -> new Adjustment(1, 7, Money.zero("USD")))
                .hasMessage("adjustment of transaction id 7 is zero: leave the line out");
        assertThatThrownBy(() -> new Correspondence(41, 91, Money.zero("USD")))
                .hasMessage("a correspondence of zero moves nothing: leave it out");
    }

    @Test
    void a_correspondence_has_two_accounts() {
        assertThatThrownBy(() -> new Correspondence(41, 41, usd("1")))
                .hasMessage("debit and credit account are the same (id 41)");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1"})
    void a_receipt_has_a_quantity_above_zero(BigDecimal quantity) {
        assertThatThrownBy(() -> new OpenReceipt(quantity, usd("1"), null))
                .hasMessage("a receipt of quantity " + quantity.toPlainString() + ": receipts are positive");
    }
}
