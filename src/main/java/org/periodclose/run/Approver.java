package org.periodclose.run;

import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may release what others have made: of the users of the console, those with the role approver. The database refuses the others, too. */
public final class Approver {
    private Approver() {}

    /**
     * Refuses a user who may not release.
     *
     * @throws Refused if the database user may not
     */
    public static void require(JdbcClient jdbc) {
        jdbc.sql("select actor() where not may_release()")
                .query(String.class)
                .optional()
                .ifPresent(user -> {
                    throw new Refused(
                            FaultCode.ROLE_NEEDED,
                            "user " + Text.quoted(user)
                                    + " has not the role approver (period_close_approver), and only an approver releases",
                            "let an approver release it: user list shows who is one");
                });
    }
}
