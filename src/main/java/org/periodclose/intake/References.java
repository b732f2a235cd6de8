package org.periodclose.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.LookAlike;
import org.periodclose.core.fault.Text;
import org.periodclose.intake.ImportFile.Reference;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/** Finds references to rows that are neither stored nor in the files, and known codes that look like them. */
final class References {
    private final JdbcTemplate jdbc;
    private final FaultLog faults;
    private final RefusedNames refused;

    References(JdbcTemplate jdbc, FaultLog faults, RefusedNames refused) {
        this.jdbc = jdbc;
        this.faults = faults;
        this.refused = refused;
    }

    private record Missing(long line, String company, String code) {}

    void check(ImportFile file, Reference reference) {
        ImportFile target = reference.target();
        if (refused.isUnknown(target)) {
            return;
        }
        String sql = String.format(
                Locale.ROOT,
                """
            select s.line, s.company, s.%1$s as code
              from %2$s s
             where s.sound is not null
               and %3$s
               and s.%1$s is not null
               and %7$s
               and not exists (select from (%4$s) k where k.company = s.company and k.%6$s = s.%1$s)
               and not exists (select from %5$s k where k.company = s.company and k.%6$s = s.%1$s)
             order by s.line""",
                reference.column(),
                file.staged(),
                reference.when(),
                target.storedKeys(),
                target.staged(),
                target.lastKey(),
                target.key().size() == 1 ? "true" : COMPANY_IS_KNOWN);
        List<Missing> missing = new ArrayList<>();
        RowCallbackHandler collect = row -> {
            Missing found = new Missing(row.getLong("line"), row.getString("company"), row.getString("code"));
            if (refused.contains(target, found.code())) {
                return;
            }
            if (missing.size() < FaultLog.KEPT) {
                missing.add(found);
            } else {
                add(reference, found, null);
            }
        };
        jdbc.query(sql, collect);
        Map<String, String> alike = missing.isEmpty() ? Map.of() : lookAlikes(target, missing);
        missing.forEach(found -> add(reference, found, alike.get(outline(target, found.company(), found.code()))));
    }

    private void add(Reference reference, Missing missing, @Nullable String alike) {
        ImportFile target = reference.target();
        String code = Text.quoted(missing.code());
        faults.add(
                missing.line(),
                reference.column(),
                FaultCode.BROKEN_REFERENCE,
                (target.key().size() == 1
                                ? "there is no company " + code
                                : "company " + Text.quoted(missing.company()) + " has no " + target.noun() + " " + code)
                        + (alike == null ? "" : "; it " + LookAlike.describe(missing.code(), alike)),
                "correct it or add it to " + target.name());
    }

    /** For the outline of each missing code, a known code that looks like it. */
    private Map<String, String> lookAlikes(ImportFile target, List<Missing> missing) {
        Map<String, String> alike = new HashMap<>();
        missing.forEach(found -> alike.put(outline(target, found.company(), found.code()), ""));
        RowCallbackHandler compare = row -> {
            String code = row.getString("code");
            alike.computeIfPresent(
                    outline(target, row.getString("company"), code),
                    (outline, first) -> first.isEmpty() ? code : first);
        };
        jdbc.query(String.format(Locale.ROOT, """
            select k.company, k.%1$s as code from (%2$s) k
             union all
            select k.company, k.%1$s from %3$s k where k.%1$s is not null
             order by code""", target.lastKey(), target.storedKeys(), target.staged()), compare);
        alike.values().removeIf(String::isEmpty);
        return alike;
    }

    private static String outline(ImportFile target, String company, String code) {
        return (target.key().size() == 1 ? "" : company) + '\n' + LookAlike.outline(code);
    }

    /** A row with an unknown company is refused only for its company. */
    private static final String COMPANY_IS_KNOWN = """
            (exists (select from company k where k.company = s.company)
                    or exists (select from staged_companies k where k.company = s.company))""";
}
