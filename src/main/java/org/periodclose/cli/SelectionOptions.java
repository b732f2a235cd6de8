package org.periodclose.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.desk.AdjustRequest;
import picocli.CommandLine.Option;

/** Which open receipts {@code adjust} is for. */
final class SelectionOptions {
    private static final String ITEM = "--item";
    private static final String ITEM_GROUP = "--item-group";
    private static final String SITE = "--site";
    private static final String WAREHOUSE = "--warehouse";
    private static final String BATCH = "--batch";
    private static final String SERIAL = "--serial";

    @Option(
            names = ITEM,
            paramLabel = "ITEM",
            description = "Only this item; like the next five it may be given several times.")
    private List<String> items = List.of();

    @Option(names = ITEM_GROUP, paramLabel = "GROUP", description = "Only items of this group.")
    private List<String> itemGroups = List.of();

    @Option(names = SITE, paramLabel = "SITE", description = "Only receipts at this site.")
    private List<String> sites = List.of();

    @Option(names = WAREHOUSE, paramLabel = "WAREHOUSE", description = "Only receipts in this warehouse.")
    private List<String> warehouses = List.of();

    @Option(names = BATCH, paramLabel = "BATCH", description = "Only receipts of this batch number.")
    private List<String> batches = List.of();

    @Option(names = SERIAL, paramLabel = "SERIAL", description = "Only receipts of this serial number.")
    private List<String> serials = List.of();

    @Option(
            names = "--financial-date-from",
            paramLabel = "DATE",
            description = "Only receipts of this day or later, like 2025-10-01.")
    private @Nullable LocalDate from;

    @Option(names = "--financial-date-to", paramLabel = "DATE", description = "Only receipts of this day or earlier.")
    private @Nullable LocalDate to;

    @Option(
            names = "--transactions",
            paramLabel = "FILE",
            description = "Only the transactions whose ids are in this file, one a line.")
    private @Nullable Path transactions;

    @Option(
            names = "--exclude-storno",
            description = "Leave out transactions that a posted storno settlement of the layer has touched.")
    private boolean excludeStorno;

    @Option(
            names = "--settled",
            description =
                    "Also receipts that the last close has settled in full (default: only those with something open after it).")
    private boolean settled;

    boolean settled() {
        return settled;
    }

    AdjustRequest.Receipts receipts(EnvironmentDefaults environment) {
        if (from != null && to != null && from.isAfter(to)) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    "--financial-date-from " + from + " is after --financial-date-to " + to,
                    "swap them");
        }
        return new AdjustRequest.Receipts(
                given(items, ITEM, environment),
                given(itemGroups, ITEM_GROUP, environment),
                given(sites, SITE, environment),
                given(warehouses, WAREHOUSE, environment),
                given(batches, BATCH, environment),
                given(serials, SERIAL, environment),
                from,
                to,
                transactions,
                excludeStorno,
                settled);
    }

    private static List<String> given(List<String> onTheLine, String option, EnvironmentDefaults environment) {
        return onTheLine.isEmpty() ? environment.values(option) : onTheLine;
    }
}
