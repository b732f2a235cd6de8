package org.periodclose.adjusting;

import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Shell;
import org.periodclose.core.fault.Text;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Why a journal is not found. */
final class Unknown {
    private Unknown() {}

    /** The refusal of a journal that is not there: its company is unknown, or only the journal. */
    static Refused of(JdbcClient jdbc, String company, String journal) {
        boolean known = jdbc.sql("select exists (select from company where company = :company)")
                .param("company", company)
                .query(Boolean.class)
                .single();
        return known
                ? new Refused(
                        FaultCode.UNKNOWN_JOURNAL,
                        "company " + Text.quoted(company) + " has no adjustment journal " + Text.quoted(journal),
                        "look at journals " + Shell.company(company),
                        journal)
                : new Refused(
                        FaultCode.UNKNOWN_COMPANY,
                        "there is no company " + Text.quoted(company),
                        "import it, or correct --company");
    }
}
