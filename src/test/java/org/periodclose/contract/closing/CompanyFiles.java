package org.periodclose.contract.closing;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the files of one company say, read without a line of the program; a later directory changes and adds. */
final class CompanyFiles {
    enum Currencies {
        ACCOUNTING,
        REPORTING
    }

    /** @param reportingModel null: the model of the item */
    record ModelGroup(
            boolean physical,
            boolean fixedReceiptPrice,
            Set<String> dimensions,
            @Nullable String reportingModel) {}

    private record Item(
            String number,
            String group,
            String model,
            @Nullable String modelGroup) {}

    /** An inventory transaction; quantities and costs without their sign, {@code object} the item and its tracked dimensions. */
    record Movement(
            String id,
            String item,
            List<String> object,
            boolean receipt,
            BigDecimal quantity,
            @Nullable LocalDate physical,
            @Nullable LocalDate financial,
            Map<Currencies, BigDecimal> cost,
            BigDecimal settledQuantity,
            Map<Currencies, BigDecimal> settledAmount,
            boolean open,
            @Nullable String inventoryAccount,
            @Nullable String offsetAccount,
            long sequence,
            @Nullable String flow,
            @Nullable String returnOf) {
        BigDecimal openQuantity() {
            return quantity.subtract(settledQuantity);
        }

        BigDecimal cost(Currencies layer) {
            return Objects.requireNonNull(cost.get(layer), id);
        }

        /** Of its open part. */
        BigDecimal openCost(Currencies layer) {
            return cost(layer).subtract(settledAmount.getOrDefault(layer, BigDecimal.ZERO));
        }
    }

    record Marking(String issue, String receipt, BigDecimal quantity) {}

    record Journal(Currencies layer, Map<String, BigDecimal> amounts) {}

    private final Map<Currencies, Integer> decimals = new HashMap<>();
    private final Map<Currencies, BigDecimal> throughput = new HashMap<>();
    private final Map<String, ModelGroup> modelGroups = new HashMap<>();
    private final Map<String, Item> items = new HashMap<>();
    private final Map<String, String> accounts = new HashMap<>();
    private final Map<String, Marking> markings = new LinkedHashMap<>();
    private final Map<String, Journal> journals = new HashMap<>();
    final Map<String, Movement> movements = new TreeMap<>();
    private final String company;
    private boolean storno;
    private boolean roundingAccounts;
    private boolean internalTransfersApart = true;

    CompanyFiles(String company) {
        this.company = company;
    }

    void read(Path folder) {
        rows(folder, "companies.csv", row -> {
            storno = Boolean.parseBoolean(row.getField("storno_for_inventory_adjustments"));
            roundingAccounts = Boolean.parseBoolean(optional(row, "use_rounding_accounts"));
            internalTransfersApart = !"false".equals(optional(row, "pre_close_internal_transfers"));
            currency(row, Currencies.ACCOUNTING, "accounting_currency", "minimum_throughput");
            currency(row, Currencies.REPORTING, "reporting_currency", "reporting_minimum_throughput");
        });
        rows(
                folder,
                "item_model_groups.csv",
                row -> modelGroups.put(
                        row.getField("item_model_group"),
                        new ModelGroup(
                                Boolean.parseBoolean(row.getField("include_physical_value")),
                                Boolean.parseBoolean(row.getField("fixed_receipt_price")),
                                Set.of(row.getField("financial_dimensions").split("\\+", -1)),
                                optional(row, "reporting_inventory_model"))));
        rows(
                folder,
                "items.csv",
                row -> items.put(
                        row.getField("item_number"),
                        new Item(
                                row.getField("item_number"),
                                row.getField("item_group"),
                                row.getField("inventory_model"),
                                optional(row, "item_model_group"))));
        rows(
                folder,
                "posting_profiles.csv",
                row -> accounts.put(
                        row.getField("account_type") + " " + row.getField("item_code") + " "
                                + row.getField("item_relation"),
                        row.getField("main_account")));
        rows(folder, "inventory_transactions.csv", this::movement);
        rows(
                folder,
                "markings.csv",
                row -> markings.values()
                        .removeIf(marking -> marking.issue().equals(row.getField("issue_transaction_id"))));
        rows(folder, "markings.csv", row -> {
            Marking marking = new Marking(
                    row.getField("issue_transaction_id"),
                    row.getField("receipt_transaction_id"),
                    new BigDecimal(row.getField("quantity")));
            markings.put(marking.issue() + " " + marking.receipt(), marking);
        });
        rows(
                folder,
                "adjustment_journals.csv",
                row -> journals.put(
                        row.getField("journal"),
                        new Journal(Currencies.valueOf(row.getField("currency_layer")), new TreeMap<>())));
        rows(
                folder,
                "adjustments.csv",
                row -> Objects.requireNonNull(journals.get(row.getField("journal")))
                        .amounts()
                        .put(row.getField("transaction_id"), new BigDecimal(row.getField("amount"))));
    }

    private void rows(Path folder, String file, Consumer<NamedCsvRecord> each) {
        Path path = folder.resolve(file);
        if (!Files.exists(path)) {
            return;
        }
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(path)) {
            csv.stream().filter(row -> row.getField("company").equals(company)).forEach(each);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String optional(NamedCsvRecord row, String column) {
        return row.findField(column).filter(field -> !field.isEmpty()).orElse(null);
    }

    private static @Nullable LocalDate date(NamedCsvRecord row, String column) {
        String date = optional(row, column);
        return date == null ? null : LocalDate.parse(date);
    }

    private void currency(NamedCsvRecord row, Currencies layer, String currency, String minimum) {
        String code = optional(row, currency);
        if (code != null) {
            decimals.put(layer, Currency.getInstance(code).getDefaultFractionDigits());
            String least = optional(row, minimum);
            throughput.put(layer, least == null ? BigDecimal.ZERO : new BigDecimal(least));
        }
    }

    private void movement(NamedCsvRecord row) {
        Item item = Objects.requireNonNull(items.get(row.getField("item_number")));
        Set<String> tracked = dimensions(item);
        List<String> object = new ArrayList<>(List.of(item.number()));
        for (String[] dimension : new String[][] {
            {"SITE", "site"}, {"WAREHOUSE", "warehouse"}, {"BATCH", "batch_number"}, {"SERIAL", "serial_number"}
        }) {
            String value = optional(row, dimension[1]);
            if (value != null && (dimension[0].equals("SITE") || tracked.contains(dimension[0]))) {
                object.add(value);
            }
        }
        Map<Currencies, BigDecimal> cost = new HashMap<>();
        Map<Currencies, BigDecimal> settled = new HashMap<>();
        amount(row, Currencies.ACCOUNTING, "cost_amount", cost);
        amount(row, Currencies.REPORTING, "reporting_cost_amount", cost);
        amount(row, Currencies.ACCOUNTING, "settled_amount", settled);
        amount(row, Currencies.REPORTING, "reporting_settled_amount", settled);
        String settledQuantity = optional(row, "settled_quantity");
        String sequence = optional(row, "sequence");
        String id = row.getField("transaction_id");
        movements.put(
                id,
                new Movement(
                        id,
                        item.number(),
                        object,
                        row.getField("kind").equals("RECEIPT"),
                        new BigDecimal(row.getField("quantity")).abs(),
                        date(row, "physical_date"),
                        date(row, "financial_date"),
                        cost,
                        settledQuantity == null ? BigDecimal.ZERO : new BigDecimal(settledQuantity).abs(),
                        settled,
                        Boolean.parseBoolean(row.getField("open")),
                        optional(row, "inventory_account"),
                        optional(row, "offset_account"),
                        sequence == null ? 0 : Long.parseLong(sequence),
                        optional(row, "cost_flow"),
                        optional(row, "return_of")));
    }

    private void amount(NamedCsvRecord row, Currencies layer, String column, Map<Currencies, BigDecimal> to) {
        String amount = optional(row, column);
        if (amount != null && decimals.containsKey(layer)) {
            to.put(layer, new BigDecimal(amount).abs().setScale(decimals(layer)));
        }
    }

    private Set<String> dimensions(Item item) {
        return item.modelGroup() == null ? Set.of() : modelGroup(item.number()).dimensions();
    }

    ModelGroup modelGroup(String item) {
        String group = item(item).modelGroup();
        return group == null
                ? new ModelGroup(false, false, Set.of(), null)
                : Objects.requireNonNull(modelGroups.get(group), group);
    }

    private Item item(String number) {
        return Objects.requireNonNull(items.get(number), number);
    }

    String model(String item, Currencies layer) {
        String reporting = modelGroup(item).reportingModel();
        return layer == Currencies.REPORTING && reporting != null
                ? reporting
                : item(item).model();
    }

    String itemGroup(String item) {
        return item(item).group();
    }

    /** The account of a posting profile: of the item, of its group, of all. */
    String account(String type, String item) {
        return Objects.requireNonNull(profile(type, item), () -> "no " + type + " account for item " + item);
    }

    private @Nullable String profile(String type, String item) {
        for (String rule : new String[] {"TABLE " + item, "GROUP " + itemGroup(item), "ALL "}) {
            String account = accounts.get(type + " " + rule);
            if (account != null) {
                return account;
            }
        }
        return null;
    }

    /** Of what is written off: PROFIT or LOSS take it where there is no account of its own, and roundings unless the company has accounts for them. */
    String account(String part, BigDecimal amount, String item) {
        String result = amount.signum() > 0 ? "PROFIT" : "LOSS";
        String own = part.equals("ROUNDING") && !roundingAccounts ? null : profile(part + "_" + result, item);
        return own == null ? account(result, item) : own;
    }

    Journal journal(String journal) {
        return Objects.requireNonNull(journals.get(journal), journal);
    }

    Movement movement(String id) {
        return Objects.requireNonNull(movements.get(id), id);
    }

    /** Of the items of a cost object. */
    List<Marking> markings(String item) {
        return markings.values().stream()
                .filter(marking -> movement(marking.issue()).item().equals(item))
                .toList();
    }

    int decimals(Currencies layer) {
        return Objects.requireNonNull(decimals.get(layer));
    }

    Set<Currencies> layers() {
        return decimals.keySet();
    }

    BigDecimal minimumThroughput(Currencies layer) {
        return Objects.requireNonNull(throughput.get(layer));
    }

    boolean storno() {
        return storno;
    }

    /** Transfers inside one cost object are left out. */
    boolean internalTransfersApart() {
        return internalTransfersApart;
    }

    /** The legs of all flows, each flow in the order of ids. */
    Map<String, List<Movement>> flows() {
        Map<String, List<Movement>> flows = new TreeMap<>();
        for (Movement movement : movements.values()) {
            if (movement.flow() != null) {
                flows.computeIfAbsent(movement.flow(), flow -> new ArrayList<>())
                        .add(movement);
            }
        }
        return flows;
    }
}
