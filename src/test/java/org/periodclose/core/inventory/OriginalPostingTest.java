package org.periodclose.core.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.periodclose.core.inventory.Direction.ISSUE;
import static org.periodclose.core.inventory.Direction.RECEIPT;

import org.junit.jupiter.api.Test;

/** 41 is inventory, 60 the supplier, 90 cost of sales. */
class OriginalPostingTest {
    @Test
    void a_receipt_debits_inventory() {
        OriginalPosting receipt = new OriginalPosting(RECEIPT, 41, 60);
        assertThat(receipt.debit()).isEqualTo(41);
        assertThat(receipt.credit()).isEqualTo(60);
    }

    @Test
    void an_issue_credits_inventory() {
        OriginalPosting issue = new OriginalPosting(ISSUE, 41, 90);
        assertThat(issue.debit()).isEqualTo(90);
        assertThat(issue.credit()).isEqualTo(41);
    }

    @Test
    void one_account_on_both_sides_is_refused() {
        assertThatThrownBy(() -> new OriginalPosting(RECEIPT, 41, 41))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("inventory account and offset account are the same (id 41): ");
    }
}
