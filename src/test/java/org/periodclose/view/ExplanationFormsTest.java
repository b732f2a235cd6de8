package org.periodclose.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.periodclose.core.inventory.Direction;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunStatus;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.ledger.Specification;
import org.periodclose.core.ledger.VoucherLine;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.money.Money;
import org.periodclose.inquiry.AccountRule;
import org.periodclose.inquiry.LineCard;
import org.periodclose.inquiry.SettlementReason;
import org.periodclose.inquiry.TransactionStory;

class ExplanationFormsTest {
    private static final LocalDate DATE = LocalDate.of(2025, 10, 31);
    private static final Run RUN = new Run(
            1L,
            RunType.TRANSACTION_ADJUSTMENT,
            RunStatus.POSTED,
            "C",
            "J-1",
            "C-000001",
            DATE,
            CurrencyLayer.ACCOUNTING,
            "USD",
            Specification.ITEM_GROUP,
            true,
            true,
            null,
            5,
            usd("1250.00"),
            2,
            0,
            "root",
            Instant.parse("2025-10-31T23:29:00Z"),
            Instant.parse("2025-10-31T23:29:02Z"),
            "0123456789abcdef",
            null,
            null,
            "fedcba9876543210",
            null);
    private static final LineCard CARD =
            new LineCard(RUN, new VoucherLine(2, "41", "91.2", usd("-1050.50"), true, "Bikes", null, 3));
    private static final List<SettlementReason> SHOWN =
            List.of(reason("T-1", "-1000.00", "LINE"), reason("T-2", "-30.50", "ALL"));
    private static final TransactionStory STORY = new TransactionStory(
            "C",
            "T-1",
            "B-1",
            "Bikes",
            Direction.RECEIPT,
            new BigDecimal("12.500"),
            null,
            LocalDate.of(2025, 1, 31),
            null,
            true,
            "41",
            List.of(new TransactionStory.Layer(
                    CurrencyLayer.ACCOUNTING,
                    "USD",
                    usd("2000.00"),
                    List.of(
                            step(1, RunType.TRANSACTION_ADJUSTMENT, "C-000001", 2, "-1000.00", "1000.00", null, 2L),
                            step(2, RunType.CANCELLATION, null, null, "1000.00", "2000.00", 1L, null)),
                    List.of(new TransactionStory.OpenLine("J-2", "OPEN", usd("3.00"))))));

    private final Written capture = new Written();

    private static Money usd(String amount) {
        return Money.of("USD", new BigDecimal(amount));
    }

    private static SettlementReason reason(String transaction, String amount, String offsetBy) {
        return new SettlementReason(
                transaction,
                "B-1",
                "Bikes",
                Direction.RECEIPT,
                new BigDecimal("12.500"),
                LocalDate.of(2025, 1, 31),
                usd(amount),
                usd(amount),
                new AccountRule("41", AccountRule.Source.TRANSACTION, "INVENTORY", null),
                new AccountRule("91.2", AccountRule.Source.valueOf(offsetBy), "LOSS", null),
                "m = a = " + amount + " < 0",
                "storno: the columns stay");
    }

    private static TransactionStory.Step step(
            long run,
            RunType type,
            @Nullable String voucher,
            @Nullable Integer line,
            String amount,
            String after,
            @Nullable Long cancels,
            @Nullable Long cancelledBy) {
        return new TransactionStory.Step(
                run,
                type,
                "J-1",
                DATE,
                voucher,
                line,
                "41",
                "91.2",
                usd(amount),
                usd(amount),
                usd(after),
                cancels,
                cancelledBy);
    }

    @Test
    void a_line_as_a_table_adds_up_and_names_each_rule_once() {
        capture.table(ExplanationViews.line(CARD, SHOWN::forEach));
        assertThat(capture.out()).isEqualTo("""
                Line 2 of voucher C-000001: D 41 K 91.2 -1,050.50 USD storno, group Bikes
                Run 1, journal J-1, posted on 2025-10-31

                Transaction           Item  Kind     Quantity     Change  Sign                  In the line  Inventory by  Offset by
                ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                T-1                   B-1   receipt      12.5  -1,000.00  m = a = -1000.00 < 0    -1,000.00  TRANSACTION   LINE
                T-2                   B-1   receipt      12.5     -30.50  m = a = -30.50 < 0         -30.50  TRANSACTION   ALL
                ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                and 1 more (--limit)                                                                 -20.00
                3 settlements                                                                     -1,050.50

                Inventory 41 by TRANSACTION: the transaction's own account
                Offset 91.2 by LINE: the offset account of the journal line
                Offset 91.2 by ALL: posting profile LOSS of all items
                storno: the columns stay
                a is the change of the inventory balance, m the change in the direction of the original posting
                """);
    }

    @Test
    void a_line_as_csv() {
        capture.csv(ExplanationViews.line(CARD, SHOWN::forEach));
        assertThat(capture.out()).isEqualTo("""
                run,line,transaction_id,item_number,item_group,kind,quantity,financial_date,amount,ledger_amount,inventory_account,inventory_by,inventory_rule,offset_account,offset_by,offset_rule,formula,rule
                1,2,T-1,B-1,Bikes,RECEIPT,12.500,2025-01-31,-1000.00,-1000.00,41,TRANSACTION,the transaction's own account,91.2,LINE,the offset account of the journal line,m = a = -1000.00 < 0,storno: the columns stay
                1,2,T-2,B-1,Bikes,RECEIPT,12.500,2025-01-31,-30.50,-30.50,41,TRANSACTION,the transaction's own account,91.2,ALL,posting profile LOSS of all items,m = a = -30.50 < 0,storno: the columns stay
                """);
    }

    @Test
    void a_line_as_json_is_its_run_with_the_line_and_its_settlements() {
        capture.json(ExplanationViews.line(CARD, SHOWN.subList(0, 1)::forEach));
        assertThat(capture.out()).startsWith("{\n  \"run\": 1,").endsWith("""
                  "voucherLine": {
                    "line": 2,
                    "debitAccount": "41",
                    "creditAccount": "91.2",
                    "amount": "-1050.50",
                    "storno": true,
                    "itemGroup": "Bikes",
                    "itemNumber": null,
                    "settlements": 3
                  },
                  "lineSettlements": [
                    {
                      "transactionId": "T-1",
                      "itemNumber": "B-1",
                      "itemGroup": "Bikes",
                      "kind": "RECEIPT",
                      "quantity": "12.500",
                      "financialDate": "2025-01-31",
                      "amount": "-1000.00",
                      "ledgerAmount": "-1000.00",
                      "inventoryAccount": "41",
                      "inventoryBy": "TRANSACTION",
                      "inventoryRule": "the transaction's own account",
                      "offsetAccount": "91.2",
                      "offsetBy": "LINE",
                      "offsetRule": "the offset account of the journal line",
                      "formula": "m = a = -1000.00 < 0",
                      "rule": "storno: the columns stay"
                    }
                  ]
                }
                """);
    }

    @Test
    void a_transaction_as_a_table_goes_from_cost_to_value() {
        capture.table(ExplanationViews.story(STORY));
        assertThat(capture.out()).isEqualTo("""
                Transaction T-1 of company C: receipt of 12.5 of item B-1 (group Bikes), open
                Physical date none, financial date 2025-01-31, inventory account 41

                accounting, USD                         Date        Voucher   Line  In the ledger                    Change     Value
                ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                cost                                    2025-01-31                                                           2,000.00
                run 1, journal J-1, cancelled by run 2  2025-10-31  C-000001  2     D 41 K 91.2 -1,000.00 storno  -1,000.00  1,000.00
                run 2 cancels run 1                     2025-10-31  none            D 41 K 91.2 1,000.00           1,000.00  2,000.00
                ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                value                                                                                                  0.00  2,000.00
                not posted: journal J-2 (OPEN)                                                                         3.00
                """);
    }

    /** Of a run without a journal, for which nothing is posted. */
    private static final TransactionStory OUTSIDE_THE_LEDGER = new TransactionStory(
            "C",
            "T-2",
            "B-1",
            "Bikes",
            Direction.RECEIPT,
            BigDecimal.ONE,
            null,
            null,
            null,
            true,
            "41",
            List.of(new TransactionStory.Layer(
                    CurrencyLayer.ACCOUNTING,
                    "USD",
                    usd("2.00"),
                    List.of(new TransactionStory.Step(
                            3,
                            RunType.CLOSE,
                            null,
                            DATE,
                            "C-000003",
                            null,
                            null,
                            null,
                            usd("1.00"),
                            null,
                            usd("3.00"),
                            null,
                            null)),
                    List.of())));

    @Test
    void what_is_not_in_the_ledger_has_no_accounts_and_what_has_no_journal_names_none() {
        capture.table(ExplanationViews.story(OUTSIDE_THE_LEDGER));
        assertThat(capture.out().lines().filter(line -> line.startsWith("run")))
                .containsExactly("run 3            2025-10-31  C-000003        none             1.00   3.00");
    }

    @Test
    void what_is_not_in_the_ledger_as_csv_has_no_accounts() {
        capture.csv(ExplanationViews.story(OUTSIDE_THE_LEDGER));
        assertThat(capture.out().lines().filter(line -> line.contains("CLOSE")))
                .containsExactly("ACCOUNTING,CLOSE,3,,2025-10-31,C-000003,,,,,1.00,3.00");
    }

    @Test
    void a_transaction_as_csv_is_an_event_a_row() {
        capture.csv(ExplanationViews.story(STORY));
        assertThat(capture.out()).isEqualTo("""
                currency_layer,event,run,journal,date,voucher,line,debit_account,credit_account,ledger_amount,amount,value_after
                ACCOUNTING,COST,,,2025-01-31,,,,,,2000.00,2000.00
                ACCOUNTING,TRANSACTION_ADJUSTMENT,1,J-1,2025-10-31,C-000001,2,41,91.2,-1000.00,-1000.00,1000.00
                ACCOUNTING,CANCELLATION,2,J-1,2025-10-31,,,41,91.2,1000.00,1000.00,2000.00
                ACCOUNTING,NOT_POSTED,,J-2,,,,,,,3.00,
                """);
    }

    @Test
    void a_transaction_as_json() {
        capture.json(ExplanationViews.story(STORY));
        assertThat(capture.out()).isEqualTo("""
                {
                  "company": "C",
                  "transactionId": "T-1",
                  "itemNumber": "B-1",
                  "itemGroup": "Bikes",
                  "kind": "RECEIPT",
                  "quantity": "12.500",
                  "physicalDate": null,
                  "financialDate": "2025-01-31",
                  "takesPartOn": null,
                  "open": true,
                  "inventoryAccount": "41",
                  "layers": [
                    {
                      "currencyLayer": "ACCOUNTING",
                      "currency": "USD",
                      "cost": "2000.00",
                      "adjustments": [
                        {
                          "run": 1,
                          "type": "TRANSACTION_ADJUSTMENT",
                          "journal": "J-1",
                          "postingDate": "2025-10-31",
                          "voucher": "C-000001",
                          "line": 2,
                          "debitAccount": "41",
                          "creditAccount": "91.2",
                          "ledgerAmount": "-1000.00",
                          "amount": "-1000.00",
                          "valueAfter": "1000.00",
                          "cancels": null,
                          "cancelledBy": 2
                        },
                        {
                          "run": 2,
                          "type": "CANCELLATION",
                          "journal": "J-1",
                          "postingDate": "2025-10-31",
                          "voucher": null,
                          "line": null,
                          "debitAccount": "41",
                          "creditAccount": "91.2",
                          "ledgerAmount": "1000.00",
                          "amount": "1000.00",
                          "valueAfter": "2000.00",
                          "cancels": 1,
                          "cancelledBy": null
                        }
                      ],
                      "value": "2000.00",
                      "openLines": [
                        {
                          "journal": "J-2",
                          "status": "OPEN",
                          "amount": "3.00"
                        }
                      ]
                    }
                  ]
                }
                """);
    }
}
