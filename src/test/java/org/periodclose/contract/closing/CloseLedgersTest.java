package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The rules of the close as small stock ledgers before and after. {@link StockLedger} says how to read them. */
class CloseLedgersTest {
    private static final String FOUR_RECEIPTS = """
            1 Feb  F R 1 @ 10
            2 Feb  F R 1 @ 20
            3 Feb  P R 1 @ 25
            4 Feb  F R 1 @ 30
            """;

    private static void closes(String model, String ledger, String result) {
        assertThat(StockLedger.of(model, false, ledger)).isEqualTo(result);
    }

    private static void closesWithPhysicalValue(String model, String ledger, String result) {
        assertThat(StockLedger.of(model, true, ledger)).isEqualTo(result);
    }

    // One close, each model

    @Test
    void fifo_takes_the_oldest_receipt_and_no_physical_one() {
        closes("FIFO", FOUR_RECEIPTS + """
                5 Feb  F I 1 @ 20
                28 Feb  close
                """, """
                28 Feb close
                  I1 takes 1 from R1: 10.00
                  I1 +10.00
                  left R2 1 for 20.00
                  left R4 1 for 30.00
                """);
    }

    @Test
    void fifo_with_physical_value_adjusts_a_physical_issue_and_does_not_settle_it() {
        closesWithPhysicalValue("FIFO", FOUR_RECEIPTS + """
                5 Feb  F I 1 @ 21.25
                6 Feb  P I 1 @ 21.25
                28 Feb  close
                """, """
                28 Feb close
                  I1 takes 1 from R1: 10.00
                  I2 takes 1 from R2: 20.00, not settled
                  I1 +11.25
                  I2 +1.25
                  left R2 1 for 20.00
                  left R4 1 for 30.00
                """);
    }

    @Test
    void lifo_takes_the_newest_receipt() {
        closes("LIFO", FOUR_RECEIPTS + """
                5 Feb  F I 1 @ 20
                28 Feb  close
                """, """
                28 Feb close
                  I1 takes 1 from R4: 30.00
                  I1 -10.00
                  left R1 1 for 10.00
                  left R2 1 for 20.00
                """);
    }

    @Test
    void lifo_date_takes_the_newest_receipt_that_was_there() {
        closes("LIFO_DATE", """
                1 Feb  F R 1 @ 10
                2 Feb  F R 1 @ 20
                3 Feb  P R 1 @ 25
                4 Feb  F I 1 @ 15
                5 Feb  F R 1 @ 30
                28 Feb  close
                """, """
                28 Feb close
                  I1 takes 1 from R2: 20.00
                  I1 -5.00
                  left R1 1 for 10.00
                  left R4 1 for 30.00
                """);
    }

    @Test
    void lifo_date_with_physical_value_adjusts_to_the_physical_receipt() {
        closesWithPhysicalValue("LIFO_DATE", """
                1 Feb  F R 1 @ 10
                2 Feb  F R 1 @ 20
                3 Feb  P R 1 @ 25
                4 Feb  F I 1 @ 18.33
                5 Feb  F R 1 @ 30
                28 Feb  close
                """, """
                28 Feb close
                  I1 takes 1 from R3: 25.00, not settled
                  I1 -6.67
                  I1 waits with 1: RECEIPT_ONLY_PHYSICAL
                  left R1 1 for 10.00
                  left R2 1 for 20.00
                  left R4 1 for 30.00
                """);
    }

    @Test
    void a_weighted_average_of_one_receipt_is_that_receipt() {
        closes("WEIGHTED_AVERAGE", """
                1 Feb  F R 5 @ 10
                2 Feb  F I 2 @ 10
                28 Feb  close
                """, """
                28 Feb close
                  I1 takes 2 from R1: 20.00
                  left R1 3 for 30.00
                """);
    }

    @Test
    void a_weighted_average_of_several_receipts_is_a_layer_of_its_own() {
        closes("WEIGHTED_AVERAGE", """
                1 Feb  F R 2 @ 14
                2 Feb  F R 1 @ 16
                3 Feb  F I 1 @ 14.67
                4 Feb  F R 1 @ 16
                28 Feb  close
                """, """
                28 Feb close
                  I1 takes 1 from ~1/1: 15.00
                  ~1/1 takes 2 from R1: 28.00
                  ~1/1 takes 1 from R2: 16.00
                  ~1/1 takes 1 from R3: 16.00
                  I1 -0.33
                  left ~1/1 3 for 45.00
                """);
    }

    @Test
    void a_weighted_average_ignores_physical_receipts() {
        closesWithPhysicalValue("WEIGHTED_AVERAGE", """
                1 Feb  F R 1 @ 10
                2 Feb  P R 1 @ 15
                3 Feb  F I 1 @ 12.50
                28 Feb  close
                """, """
                28 Feb close
                  I1 takes 1 from R1: 10.00
                  I1 +2.50
                """);
    }

    @Test
    void a_weighted_average_by_date_of_one_receipt_is_that_receipt() {
        closes("WEIGHTED_AVERAGE_DATE", """
                1 Feb  F R 5 @ 10
                2 Feb  F I 2 @ 10
                28 Feb  close
                """, """
                28 Feb close
                  I1 takes 2 from R1: 20.00
                  left R1 3 for 30.00
                """);
    }

    @Test
    void a_weighted_average_by_date_looks_at_each_day() {
        closes("WEIGHTED_AVERAGE_DATE", """
                1 Feb  F R 2 @ 10
                1 Feb  F R 2 @ 12
                1 Feb  F I 2 @ 10
                2 Feb  F R 2 @ 14
                2 Feb  F I 2 @ 14
                28 Feb  close
                """, """
                28 Feb close
                  I1 takes 2 from ~1/1: 22.00
                  I2 takes 2 from ~1/2: 25.00
                  ~1/1 takes 2 from R1: 20.00
                  ~1/1 takes 2 from R2: 24.00
                  ~1/2 takes 2 from R3: 28.00
                  ~1/2 takes 2 from ~1/1: 22.00
                  I1 -2.00
                  I2 +3.00
                  left ~1/2 2 for 25.00
                """);
    }

    // Markings, roundings, short stock

    @Test
    void a_marked_issue_takes_its_receipt_whatever_the_model() {
        closes("FIFO", """
                1 Feb  F R 1 @ 100
                2 Feb  F R 1 @ 120
                3 Feb  F I 1 @ 110 marked R2
                28 Feb  close
                """, """
                28 Feb close
                  I1 takes 1 from R2: 120.00, marked
                  I1 -10.00
                  left R1 1 for 100.00
                """);
    }

    @Test
    void an_issue_with_its_own_return_only_stays_unsettled() {
        closes("FIFO", """
                1 Feb  F I 1 @ 10
                2 Feb  F R 1 @ 10 of I1
                28 Feb  close
                """, """
                28 Feb close
                  I1 waits with 1: OWN_RETURN
                  left R1 1 for 10.00
                """);
    }

    @Test
    void a_receipt_hands_out_its_value_to_the_last_cent_over_three_closes() {
        closes("FIFO", """
                1 Jan  F R 3 for 10.00
                2 Jan  F I 1 for 0.00
                31 Jan  close
                2 Feb  F I 1 for 0.00
                28 Feb  close
                2 Mar  F I 1 for 0.00
                31 Mar  close
                """, """
                31 Jan close
                  I1 takes 1 from R1: 3.33
                  I1 -3.33
                  left R1 2 for 6.67
                28 Feb close
                  I2 takes 1 from R1: 3.34
                  I2 -3.34
                  left R1 1 for 3.33
                31 Mar close
                  I3 takes 1 from R1: 3.33
                  I3 -3.33
                """);
    }

    @Test
    void an_average_of_3_01_over_three_issues_leaves_nothing() {
        closes("WEIGHTED_AVERAGE", """
                1 Feb  F R 2 for 2.00
                2 Feb  F R 1 for 1.01
                3 Feb  F I 1 for 1.00
                4 Feb  F I 1 for 1.00
                5 Feb  F I 1 for 1.00
                28 Feb  close
                """, """
                28 Feb close
                  I1 takes 1 from ~1/1: 1.00
                  I2 takes 1 from ~1/1: 1.01
                  I3 takes 1 from ~1/1: 1.00
                  ~1/1 takes 2 from R1: 2.00
                  ~1/1 takes 1 from R2: 1.01
                  I2 -0.01
                """);
    }

    @Test
    void what_three_issues_of_different_size_take_of_an_average_adds_up() {
        closes("WEIGHTED_AVERAGE", """
                1 Feb  F R 10 for 168.30
                2 Feb  F R 10 for 200.00
                3 Feb  F I 10 for 184.15
                4 Feb  F I 9 for 165.73
                5 Feb  F I 1 for 18.41
                28 Feb  close
                """, """
                28 Feb close
                  I1 takes 10 from ~1/1: 184.15
                  I2 takes 9 from ~1/1: 165.74
                  I3 takes 1 from ~1/1: 18.41
                  ~1/1 takes 10 from R1: 168.30
                  ~1/1 takes 10 from R2: 200.00
                  I2 -0.01
                """);
    }

    @Test
    void a_receipt_that_cost_nothing_lowers_the_average() {
        closes("WEIGHTED_AVERAGE", """
                1 Feb  F R 2 for 0.00
                2 Feb  F R 4 for 17.82
                3 Feb  F I 3 for 13.37
                28 Feb  close
                """, """
                28 Feb close
                  I1 takes 3 from ~1/1: 8.91
                  ~1/1 takes 2 from R1: 0.00
                  ~1/1 takes 4 from R2: 17.82
                  I1 +4.46
                  left ~1/1 3 for 8.91
                """);
    }

    @Test
    void an_issue_posted_short_is_corrected_by_the_receipt_that_later_covers_it() {
        closes("FIFO", """
                3 Jan  F R 6 for 36.00
                5 Jan  F I 10 for 50.00
                31 Jan  close
                2 Feb  F R 10 for 70.00
                28 Feb  close
                """, """
                31 Jan close
                  I1 takes 6 from R1: 36.00
                  I1 -6.00
                  I1 waits with 4: NO_RECEIPT
                28 Feb close
                  I1 takes 4 from R2: 28.00
                  I1 -8.00
                  left R2 6 for 42.00
                """);
    }

    // Transfers and returns

    private static final String THERE_AND_BACK = """
            5 Feb  F R 10 @ 10
            7 Feb  F I 10 @ 10 by M1
            7 Feb  F R 10 @ 10 by M1 in W2
            9 Feb  F I 5 @ 10 by M2 in W2
            9 Feb  F R 5 @ 10 by M2
            12 Feb  F R 5 @ 14
            14 Feb  F I 8 @ 10
            28 Feb  close
            """;

    @Test
    void a_return_comes_back_at_the_cost_at_which_its_sale_went_out() {
        closes("FIFO", """
                1 Feb  F R 10 @ 6
                2 Feb  F R 10 @ 8
                3 Feb  F I 5 @ 7
                4 Feb  F R 5 @ 7 of I1
                28 Feb  close
                """, """
                28 Feb close
                  I1 takes 5 from R1: 30.00
                  I1 +5.00
                  R3 -5.00, carried
                  left R1 5 for 30.00
                  left R2 10 for 80.00
                  left R3 5 for 30.00
                """);
    }

    @Test
    void a_weighted_average_of_goods_that_come_back_to_it_is_exact() {
        closes("WEIGHTED_AVERAGE", THERE_AND_BACK, """
                28 Feb close
                  I1 takes 10 from ~1/1: 113.33
                  I2 takes 5 from R2: 56.67
                  I3 takes 8 from ~1/1: 90.67
                  ~1/1 takes 10 from R1: 100.00
                  ~1/1 takes 5 from R3: 56.67
                  ~1/1 takes 5 from R4: 70.00
                  I1 -13.33
                  I2 -6.67
                  I3 -10.67
                  R2 +13.33, carried
                  R3 +6.67, carried
                  left ~1/1 2 for 22.67
                  left R2 5 for 56.66
                """);
    }

    @Test
    void fifo_has_no_circle_in_goods_that_come_back() {
        closes("FIFO", THERE_AND_BACK, """
                28 Feb close
                  I1 takes 10 from R1: 100.00
                  I2 takes 5 from R2: 50.00
                  I3 takes 5 from R3: 50.00
                  I3 takes 3 from R4: 42.00
                  I3 -12.00
                  left R4 2 for 28.00
                  left R2 5 for 50.00
                """);
    }

    @Test
    void a_change_below_the_minimum_throughput_is_written_off_at_the_issue() {
        closes("FIFO", """
                3 Feb  F R 2 for 20.06
                5 Feb  F R 2 for 20.00
                5 Feb  F I 2 for 20.00 by M1
                5 Feb  F R 2 for 20.00 by M1 in W2
                28 Feb  close --minimum-throughput 0.10
                """, """
                28 Feb close
                  I1 takes 2 from R1: 20.06
                  I1 -0.06, rounding
                  left R2 2 for 20.00
                  left R3 2 for 20.00
                """);
    }

    @Test
    void a_write_off_is_taken_back_when_small_changes_add_up_to_the_minimum_throughput() {
        closes("FIFO", """
                3 Jan  F R 2 for 20.06
                5 Jan  F I 2 for 20.00 by M1
                5 Jan  F R 2 for 20.00 by M1 in W2
                31 Jan  close --minimum-throughput 0.10
                2 Feb  journal R1 +0.06
                28 Feb  close --minimum-throughput 0.10
                """, """
                31 Jan close
                  I1 takes 2 from R1: 20.06
                  I1 -0.06, rounding
                  left R2 2 for 20.00
                2 Feb transaction adjustment
                  R1 +0.06
                28 Feb close
                  I1 -0.12
                  I1 +0.06, rounding
                  R2 +0.12, carried
                  left R2 2 for 20.12
                """);
    }

    @Test
    void freight_goes_on_through_a_transfer_of_a_closed_month_to_what_was_sold_of_it() {
        closes("FIFO", """
                1 Jan  F R 10 for 100.00
                2 Jan  F I 4 for 40.00 by M1
                2 Jan  F R 4 for 40.00 by M1 in W2
                3 Jan  F I 1 for 10.00 in W2
                31 Jan  close
                10 Feb  journal R1 +5.00
                28 Feb  close
                """, """
                31 Jan close
                  I1 takes 4 from R1: 40.00
                  I2 takes 1 from R2: 10.00
                  left R1 6 for 60.00
                  left R2 3 for 30.00
                10 Feb transaction adjustment
                  R1 +5.00
                28 Feb close
                  I1 -2.00
                  I2 -0.50
                  R2 +2.00, carried
                  left R1 6 for 63.00
                  left R2 3 for 31.50
                """);
    }

    // Over several runs

    @Test
    void freight_that_comes_after_the_close_goes_on_to_what_was_sold() {
        closes("FIFO", """
                1 Jan  F R 10 for 100.00
                5 Jan  F I 4 for 40.00
                31 Jan  close
                10 Feb  journal R1 +5.00
                12 Feb  F I 2 for 20.00
                28 Feb  close
                """, """
                31 Jan close
                  I1 takes 4 from R1: 40.00
                  left R1 6 for 60.00
                10 Feb transaction adjustment
                  R1 +5.00
                28 Feb close
                  I2 takes 2 from R1: 21.00
                  I1 -2.00
                  I2 -1.00
                  left R1 4 for 42.00
                """);
    }

    @Test
    void a_recalculation_follows_a_late_change_though_nothing_is_open() {
        closes("FIFO", """
                1 Jan  F R 1 @ 10
                2 Jan  F I 1 @ 9
                31 Jan  close
                10 Feb  journal R1 +4.00
                11 Feb  recalculate
                """, """
                31 Jan close
                  I1 takes 1 from R1: 10.00
                  I1 -1.00
                10 Feb transaction adjustment
                  R1 +4.00
                11 Feb recalculation
                  I1 -4.00
                """);
    }

    @Test
    void recalculations_from_a_date_are_taken_back_the_newest_first() {
        closes("FIFO", """
                27 Feb  F R 3 @ 10
                28 Feb  F I 1 @ 9
                1 Mar  recalculate
                2 Mar  F I 1 @ 8
                3 Mar  recalculate
                4 Mar  F I 1 @ 7
                5 Mar  recalculate
                1 Mar  cancel recalculations
                """, """
                1 Mar recalculation
                  I1 -1.00
                3 Mar recalculation
                  I2 -2.00
                5 Mar recalculation
                  I3 -3.00
                5 Mar cancellation of run 3
                  I3 +3.00
                3 Mar cancellation of run 2
                  I2 +2.00
                1 Mar cancellation of run 1
                  I1 +1.00
                """);
    }

    @Test
    void a_close_takes_back_later_recalculations_first() {
        closes("FIFO", """
                1 Jan  F R 3 @ 10
                2 Jan  F I 1 @ 9
                3 Feb  recalculate
                31 Jan  close
                """, """
                3 Feb recalculation
                  I1 -1.00
                3 Feb cancellation of run 1
                  I1 +1.00
                31 Jan close
                  I1 takes 1 from R1: 10.00
                  I1 -1.00
                  left R1 2 for 20.00
                """);
    }

    @Test
    void after_a_close_is_cancelled_postings_are_possible_back_to_the_close_before() {
        closes("FIFO", """
                1 Jan  F R 4 @ 10
                2 Jan  F I 1 @ 9
                31 Jan  close
                2 Feb  F I 1 @ 9
                28 Feb  close
                1 Feb  cancel 2
                10 Feb  journal R1 +4.00
                28 Feb  close
                """, """
                31 Jan close
                  I1 takes 1 from R1: 10.00
                  I1 -1.00
                  left R1 3 for 30.00
                28 Feb close
                  I2 takes 1 from R1: 10.00
                  I2 -1.00
                  left R1 2 for 20.00
                28 Feb cancellation of run 2
                  I2 +1.00
                10 Feb transaction adjustment
                  R1 +4.00
                28 Feb close
                  I2 takes 1 from R1: 11.00
                  I1 -1.00
                  I2 -2.00
                  left R1 2 for 22.00
                """);
    }
}
