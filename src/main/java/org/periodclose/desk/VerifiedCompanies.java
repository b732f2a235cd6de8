package org.periodclose.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Refused;
import org.periodclose.evidence.Audit;

/**
 * All companies of a database, compared with their manifests and the integrity checks.
 *
 * @param reports of the companies that are what was posted
 * @param faults of the others
 */
public record VerifiedCompanies(List<Audit.Report> reports, List<Fault> faults) {
    public VerifiedCompanies {
        reports = List.copyOf(reports);
        faults = List.copyOf(faults);
    }

    static VerifiedCompanies of(List<String> companies, Function<String, Audit.Report> verified) {
        List<Audit.Report> reports = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        for (String company : companies) {
            try {
                reports.add(verified.apply(company));
            } catch (Refused changed) {
                faults.addAll(changed.faults());
            }
        }
        return new VerifiedCompanies(reports, faults);
    }
}
