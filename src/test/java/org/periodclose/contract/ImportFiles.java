package org.periodclose.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The files of an import, row by row. */
final class ImportFiles {
    static final Map<String, String> HEADERS = headers();

    private final Map<String, StringBuilder> files = new LinkedHashMap<>();

    private static Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                "companies.csv",
                "company,name,accounting_currency,reporting_currency,storno_for_inventory_adjustments");
        headers.put("fiscal_periods.csv", "company,period,start_date,end_date,status");
        headers.put("main_accounts.csv", "company,main_account,name,type");
        headers.put("item_groups.csv", "company,item_group,name");
        headers.put("items.csv", "company,item_number,name,item_group,inventory_model,cost_price,reporting_cost_price");
        headers.put("posting_profiles.csv", "company,account_type,item_code,item_relation,main_account");
        headers.put(
                "inventory_transactions.csv",
                "company,transaction_id,item_number,kind,quantity,physical_date,financial_date,cost_amount,reporting_cost_amount,open,"
                        + "site,warehouse,batch_number,serial_number,inventory_account,offset_account");
        headers.put("adjustment_journals.csv", "company,journal,currency_layer,description");
        headers.put("adjustments.csv", "company,journal,transaction_id,amount");
        return headers;
    }

    void row(String file, @Nullable Object... cells) {
        files.computeIfAbsent(file, name -> new StringBuilder(HEADERS.get(name) + "\r\n"))
                .append(Arrays.stream(cells).map(ImportFiles::cell).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }

    void writeTo(Path folder) {
        files.forEach((name, text) -> {
            try {
                Files.writeString(folder.resolve(name), text).toFile().deleteOnExit();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
