package org.periodclose.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.periodclose.view.PageReader;

/** The addresses of the console. What users have named stands behind the question mark: a name may have any character. */
final class Addresses {
    private static final String MADE_LAYER = "~";

    private Addresses() {}

    /**
     * An address with parameters.
     *
     * @param parameters name, value, name, value …; without those whose value is null
     */
    static String of(String path, @Nullable Object... parameters) {
        StringBuilder address = new StringBuilder(path);
        char before = path.indexOf('?') < 0 ? '?' : '&';
        for (int i = 0; i < parameters.length; i += 2) {
            Object value = parameters[i + 1];
            if (value != null) {
                address.append(before)
                        .append(parameters[i])
                        .append('=')
                        .append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
                before = '&';
            }
        }
        return address.toString();
    }

    static String run(long run) {
        return "/runs/" + run;
    }

    static String company(String company) {
        return of("/company", "company", company);
    }

    static String journal(String company, String journal) {
        return of("/journal", "company", company, "journal", journal);
    }

    static String action(String action, @Nullable Object... parameters) {
        return of("/do/" + action, parameters);
    }

    /** The links in a table about a company (null: several) and a run (null: none). */
    static PageReader.Links links(@Nullable String company, @Nullable Long run) {
        return (column, row) -> link(column, row, company, run);
    }

    private static @Nullable String link(
            String column, Map<String, String> row, @Nullable String company, @Nullable Long run) {
        String value = row.getOrDefault(column, "");
        String of = row.getOrDefault("company", company == null ? "" : company);
        return switch (column) {
            case "run", "cancels", "cancelledBy" -> isNumber(value) ? "/runs/" + value : null;
            case "company" -> value.isEmpty() ? null : company(value);
            case "journal" -> of.isEmpty() || row.containsKey("run") ? null : journal(of, value);
            case "transactionId", "issue", "layer" ->
                of.isEmpty() || value.isEmpty() || value.startsWith(MADE_LAYER)
                        ? null
                        : of("/transaction", "company", of, "transaction", value);
            case "line" -> run == null ? null : run(run) + "/lines/" + value;
            case "voucher" -> isNumber(row.getOrDefault("run", "")) ? "/runs/" + row.get("run") : null;
            default -> null;
        };
    }

    private static boolean isNumber(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
