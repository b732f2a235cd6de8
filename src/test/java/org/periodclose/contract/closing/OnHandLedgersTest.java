package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What an on-hand adjustment does, and what the next close makes of it, as small stock ledgers. {@link StockLedger} says how to read them. */
class OnHandLedgersTest {
    private static void comes(String model, String ledger, String result) {
        assertThat(StockLedger.of(model, false, ledger)).isEqualTo(result);
    }

    @Test
    void what_is_open_gets_the_price_and_the_next_issues_take_it() {
        comes("FIFO", """
                1 Feb  F R 2 @ 10
                5 Feb  F R 1 @ 13
                19 Feb  F I 1 @ 11
                28 Feb  close
                28 Feb  on-hand 15.00
                3 Mar  F I 1 @ 12
                31 Mar  close
                """, """
                28 Feb close
                  I1 takes 1 from R1: 10.00
                  I1 +1.00
                  left R1 1 for 10.00
                  left R2 1 for 13.00
                28 Feb on hand adjustment
                  ~2/1 +5.00
                  ~2/2 +2.00
                31 Mar close
                  I2 takes 1 from ~2/1: 15.00
                  I2 -3.00
                  left ~2/2 1 for 15.00
                """);
    }

    @Test
    void a_late_change_of_the_receipt_goes_on_to_the_layer_and_to_what_was_issued_from_it() {
        comes("FIFO", """
                1 Feb  F R 10 @ 10
                2 Feb  F I 4 @ 10
                28 Feb  close
                28 Feb  on-hand 12.00
                3 Mar  F I 2 @ 10
                31 Mar  close
                1 Apr  journal R1 +5.00
                30 Apr  close
                """, """
                28 Feb close
                  I1 takes 4 from R1: 40.00
                  left R1 6 for 60.00
                28 Feb on hand adjustment
                  ~2/1 +12.00
                31 Mar close
                  I2 takes 2 from ~2/1: 24.00
                  I2 -4.00
                  left ~2/1 4 for 48.00
                1 Apr transaction adjustment
                  R1 +5.00
                30 Apr close
                  I1 -2.00
                  I2 -1.00
                  left ~2/1 4 for 50.00
                """);
    }

    @Test
    void a_layer_is_revalued_again_after_the_same_close_and_after_the_next() {
        comes("FIFO", """
                1 Feb  F R 2 @ 10
                28 Feb  close
                28 Feb  on-hand 12.00
                28 Feb  on-hand 11.00
                3 Mar  F I 1 @ 10
                31 Mar  close
                31 Mar  on-hand 20.00
                2 Apr  F I 1 @ 10
                30 Apr  close
                """, """
                28 Feb close
                  left R1 2 for 20.00
                28 Feb on hand adjustment
                  ~2/1 +4.00
                28 Feb on hand adjustment
                  ~3/1 -2.00
                31 Mar close
                  I1 takes 1 from ~3/1: 11.00
                  I1 -1.00
                  left ~3/1 1 for 11.00
                31 Mar on hand adjustment
                  ~5/1 +9.00
                30 Apr close
                  I2 takes 1 from ~5/1: 20.00
                  I2 -10.00
                """);
    }

    @Test
    void the_rest_of_an_average_is_revalued() {
        comes("WEIGHTED_AVERAGE", """
                1 Feb  F R 2 @ 14
                2 Feb  F R 2 @ 16
                3 Feb  F I 1 @ 15
                28 Feb  close
                28 Feb  on-hand 17.00
                3 Mar  F R 1 @ 21
                4 Mar  F I 2 @ 18
                31 Mar  close
                """, """
                28 Feb close
                  I1 takes 1 from ~1/1: 15.00
                  ~1/1 takes 2 from R1: 28.00
                  ~1/1 takes 2 from R2: 32.00
                  left ~1/1 3 for 45.00
                28 Feb on hand adjustment
                  ~2/1 +6.00
                31 Mar close
                  I2 takes 2 from ~3/1: 36.00
                  ~3/1 takes 1 from R3: 21.00
                  ~3/1 takes 3 from ~2/1: 51.00
                  left ~3/1 2 for 36.00
                """);
    }

    @Test
    void the_marked_receipt_is_found_in_its_layer() {
        comes("FIFO", """
                1 Feb  F R 1 @ 10
                2 Feb  F R 1 @ 20
                28 Feb  close
                28 Feb  on-hand 30.00
                3 Mar  F I 1 @ 25 marked R2
                31 Mar  close
                """, """
                28 Feb close
                  left R1 1 for 10.00
                  left R2 1 for 20.00
                28 Feb on hand adjustment
                  ~2/1 +20.00
                  ~2/2 +10.00
                31 Mar close
                  I1 takes 1 from ~2/2: 30.00, marked
                  I1 -5.00
                  left ~2/1 1 for 30.00
                """);
    }

    @Test
    void a_sale_is_not_paid_for_by_the_layer_of_its_own_return() {
        comes("FIFO", """
                1 Feb  F I 1 @ 10
                2 Feb  F R 1 @ 10 of I1
                28 Feb  close
                28 Feb  on-hand 12.00
                31 Mar  close
                """, """
                28 Feb close
                  I1 waits with 1: OWN_RETURN
                  left R1 1 for 10.00
                28 Feb on hand adjustment
                  ~2/1 +2.00
                31 Mar close
                  I1 waits with 1: OWN_RETURN
                  left ~2/1 1 for 12.00
                """);
    }

    @Test
    void what_already_has_the_price_stays_as_it_is() {
        comes("FIFO", """
                1 Feb  F R 1 @ 10
                2 Feb  F R 1 @ 20
                28 Feb  close
                28 Feb  on-hand 20.00
                3 Mar  F I 2 @ 20
                31 Mar  close
                """, """
                28 Feb close
                  left R1 1 for 10.00
                  left R2 1 for 20.00
                28 Feb on hand adjustment
                  ~2/1 +10.00
                31 Mar close
                  I1 takes 1 from R2: 20.00
                  I1 takes 1 from ~2/1: 20.00
                """);
    }

    /** The transfer carries on what an invoice that has not come makes its issue cost; the close does not keep that match, and says that R3 is worth 10.00. */
    @Test
    void a_layer_is_revalued_from_what_the_close_says_it_left() {
        assertThat(StockLedger.of("FIFO", true, """
                1 Feb  F R 2 @ 10
                2 Feb  P R 1 @ 16
                3 Feb  F I 1 @ 10 marked R2 by M1
                3 Feb  F R 1 @ 10 by M1 in W2
                28 Feb  close
                28 Feb  on-hand 12.00
                31 Mar  close
                """)).isEqualTo("""
                28 Feb close
                  I1 takes 1 from R2: 16.00, marked, not settled
                  I1 -6.00
                  R3 +6.00, carried
                  I1 waits with 1: RECEIPT_ONLY_PHYSICAL
                  left R1 2 for 20.00
                  left R3 1 for 10.00
                28 Feb on hand adjustment
                  ~2/1 +4.00
                  ~2/2 +2.00
                31 Mar close
                  I1 takes 1 from R2: 16.00, marked, not settled
                  I1 waits with 1: RECEIPT_ONLY_PHYSICAL
                  left ~2/1 2 for 24.00
                  left ~2/2 1 for 12.00
                """);
    }
}
