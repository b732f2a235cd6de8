package org.periodclose.core.settlement;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A receipt that may be adjusted, as a page of them shows it; amounts in the currency of the layer.
 *
 * @param quantity positive
 * @param value cost and settlements; null: the ERP gave no cost in the reporting currency
 * @param earlier what posted runs have changed of its value, signed
 * @param amount of the journal that is being typed, signed; null: it has no line there
 */
public record ReceiptRow(
        String transactionId,
        LocalDate financialDate,
        String itemNumber,
        String itemGroup,
        @Nullable String site,
        @Nullable String warehouse,
        @Nullable String batchNumber,
        @Nullable String serialNumber,
        BigDecimal quantity,
        @Nullable BigDecimal value,
        BigDecimal earlier,
        @Nullable BigDecimal amount) {}
