package org.periodclose.inquiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.periodclose.core.inventory.Direction.ISSUE;
import static org.periodclose.core.inventory.Direction.RECEIPT;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.periodclose.core.inventory.Direction;
import org.periodclose.core.inventory.OriginalPosting;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.Correspondence;
import org.periodclose.core.settlement.StornoRule;

/** What is told about a sign is what the rule does. */
class SignReasonTest {
    private static Money usd(String amount) {
        return Money.of("USD", new BigDecimal(amount));
    }

    @Test
    void the_words_follow_the_rule_for_every_direction_sign_and_setting() {
        for (Direction kind : Direction.values()) {
            for (String amount : new String[] {"10.00", "-10.00"}) {
                for (boolean storno : new boolean[] {true, false}) {
                    Correspondence posted =
                            StornoRule.correspondence(new OriginalPosting(kind, 1, 2), usd(amount), storno);
                    SignReason reason = SignReason.posted(kind, usd(amount), storno);
                    String context = kind + " " + amount + " " + storno + ": " + reason;
                    boolean columnsStay = posted.debit() == (kind == RECEIPT ? 1 : 2);
                    assertThat(reason.rule()).as(context).startsWith(posted.storno() ? "storno" : "plus");
                    assertThat(reason.rule().contains("swapped")).as(context).isEqualTo(!columnsStay);

                    Correspondence back = StornoRule.reversed(posted, storno);
                    SignReason taken = SignReason.takenBack(1, posted.amount(), storno);
                    assertThat(taken.rule()).as(context).startsWith(back.storno() ? "storno" : "plus");
                    assertThat(taken.rule().contains("swapped")).as(context).isEqualTo(back.debit() != posted.debit());
                }
            }
        }
    }

    @Test
    void an_issue_counts_the_other_way_round() {
        assertThat(SignReason.posted(ISSUE, usd("-10.00"), true).formula()).isEqualTo("m = -a = 10.00 > 0");
        assertThat(SignReason.posted(ISSUE, usd("10.00"), true).formula()).isEqualTo("m = -a = -10.00 < 0");
        assertThat(SignReason.posted(RECEIPT, usd("10.00"), true).formula()).isEqualTo("m = a = 10.00 > 0");
    }
}
