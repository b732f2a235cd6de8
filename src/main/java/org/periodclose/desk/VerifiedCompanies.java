package org.periodclose.desk;

import java.util.List;
import org.periodclose.core.fault.Fault;
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
}
