package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periodclose.adjusting.ProposalRequest;
import org.periodclose.adjusting.Selection;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.settlement.AdjustmentMethod;
import org.periodclose.core.settlement.AllocationPrinciple;

class AdjustOptionsTest {
    private static ProposalRequest adjust(Map<String, String> environment, String options) {
        String[] line = Stream.concat(
                        Stream.of("adjust", "--company", "C", "--journal", "J"), Stream.of(options.split(" ", -1)))
                .toArray(String[]::new);
        return new Capture(environment).adjust(line).request().proposal();
    }

    private static AdjustmentMethod method(String options) {
        return adjust(Map.of(), options).method();
    }

    @Test
    void each_method_takes_its_own_options() {
        LocalDate october = LocalDate.of(2025, 10, 31);
        assertThat(method("--method item-cost-price")).isEqualTo(AdjustmentMethod.itemCostPrice());
        assertThat(method("--method fixed-cost-price --price 12.5"))
                .isEqualTo(AdjustmentMethod.fixedCostPrice(new BigDecimal("12.5")));
        assertThat(method("--method Percent --percent -5")).isEqualTo(AdjustmentMethod.percent(new BigDecimal("-5")));
        assertThat(method("--method amount --amount -7.50"))
                .isEqualTo(AdjustmentMethod.amount(new BigDecimal("-7.50"), AllocationPrinciple.QUANTITY));
        assertThat(method("--method value --value 100 --principle value"))
                .isEqualTo(AdjustmentMethod.value(new BigDecimal("100"), AllocationPrinciple.VALUE));
        assertThat(method("--method from-ledger-account --account 44.01 --balance-date 2025-10-31"))
                .isEqualTo(AdjustmentMethod.fromLedgerAccount("44.01", october, AllocationPrinciple.QUANTITY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--method amount | --method amount needs --amount: give --amount, see adjust --help",
                "--method from-ledger-account --account 1 | --method from-ledger-account needs --balance-date: give --balance-date, see adjust --help",
                "--method percent --percent 5 --price 3 | --price is not for --method percent: leave --price out, or use another method",
                "--method percent --percent 5 --principle value | --principle is not for --method percent: leave --principle out, or use another method",
                "--method fixed-cost-price --price -3 | a cost price of -3 is negative: use zero or more: see adjust --help",
                "--method item-cost-price --financial-date-from 2025-02-01 --financial-date-to 2025-01-01"
                        + " | --financial-date-from 2025-02-01 is after --financial-date-to 2025-01-01: swap them",
                "--method from-ledger-account --account 1 --balance-date 2025-01-01 --offset-account 2"
                        + " | --method from-ledger-account makes its own account the offset account: leave --offset-account out"
            })
    void options_that_do_not_fit_are_wrong_usage(String options, String message) {
        assertThatThrownBy(() -> adjust(Map.of(), options))
                .isInstanceOf(Refused.class)
                .hasMessage("WRONG_USAGE  " + message);
    }

    @Test
    void names_and_descriptions_are_as_long_as_the_database_keeps_them() {
        assertThatThrownBy(() -> adjust(Map.of(), "--method item-cost-price --description " + "x".repeat(1_001)))
                .hasMessage("Invalid value for option '--description': has 1,001 characters, at most 1,000 are kept");
        assertThat(adjust(Map.of(), "--method item-cost-price --description " + "\uD83D\uDE00".repeat(1_000))
                        .description())
                .as("characters, not their halves")
                .hasSize(2_000);
        assertThatThrownBy(() -> adjust(Map.of(), "--method item-cost-price --description a\tb"))
                .hasMessageContaining("U+0009");
        Capture capture = new Capture();
        assertThat(capture.execute(
                        "adjust", "--company", "C", "--journal", "J".repeat(101), "--method", "item-cost-price"))
                .isEqualTo(2);
        assertThat(capture.err()).contains("WRONG_USAGE  --journal has 101 characters, at most 100 are kept");
    }

    @Test
    void values_that_cannot_be_read_are_told_in_words() {
        Capture capture = new Capture();
        assertThat(capture.execute(
                        "adjust", "--company", "C", "--journal", "J", "--method", "percent", "--percent", "5,5"))
                .isEqualTo(2);
        assertThat(capture.err())
                .contains("\"5,5\" is not a decimal number: give digits with a point and nothing else, like -1250.00");
        assertThat(capture.execute("adjust", "--company", "C", "--journal", "J", "--method", "guess"))
                .isEqualTo(2);
        assertThat(capture.err())
                .contains(
                        "--method \"guess\" is not one of the words that are taken: give one of item-cost-price, fixed-cost-price, percent, amount, value,"
                                + " from-ledger-account");
        assertThat(capture.execute(
                        "adjust",
                        "--company",
                        "C",
                        "--journal",
                        "J",
                        "--method",
                        "percent",
                        "--percent",
                        "1" + "0".repeat(999)))
                .isEqualTo(2);
        assertThat(capture.err()).contains("--percent has 1,000 digits before the point, at most 20 are kept");
    }

    @Test
    void the_selection_is_what_is_given() {
        ProposalRequest request = adjust(
                Map.of(),
                "--method item-cost-price --item A,1 --item B --item-group G --site S --warehouse W --batch L --serial N"
                        + " --financial-date-from 2025-01-01 --financial-date-to 2025-01-31 --transactions ids.txt --exclude-storno --settled"
                        + " --layer reporting --charges-code FREIGHT --description Prices --dry-run");
        assertThat(request)
                .isEqualTo(new ProposalRequest(
                        "C",
                        "J",
                        CurrencyLayer.REPORTING,
                        AdjustmentMethod.itemCostPrice(),
                        new Selection(
                                List.of("A,1", "B"),
                                List.of("G"),
                                List.of("S"),
                                List.of("W"),
                                List.of("L"),
                                List.of("N"),
                                LocalDate.of(2025, 1, 1),
                                LocalDate.of(2025, 1, 31),
                                Path.of("ids.txt"),
                                true,
                                true),
                        false,
                        null,
                        "FREIGHT",
                        "Prices",
                        true));
    }

    @Test
    void every_option_can_come_from_the_environment_and_lists_are_separated_by_commas() {
        ProposalRequest request = adjust(
                Map.of("PERIOD_CLOSE_ITEM", "A, B", "PERIOD_CLOSE_METHOD", "amount", "PERIOD_CLOSE_PRINCIPLE", "value"),
                "--amount 1");
        assertThat(request.method()).isEqualTo(AdjustmentMethod.amount(BigDecimal.ONE, AllocationPrinciple.VALUE));
        assertThat(request.selection().items()).containsExactly("A", "B");
    }
}
