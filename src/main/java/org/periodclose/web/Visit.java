package org.periodclose.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Function;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.desk.Desk;
import org.periodclose.desk.UserRole;

/** One request of a signed-in user. */
record Visit(String user, UserRole role, Function<String, Desk> desks, Words words, Clock clock, ZoneId zone) {
    Desk desk() {
        return desks.apply(user);
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    boolean may(UserRole needed) {
        return role.compareTo(needed) >= 0;
    }

    /** @throws Refused if the user's role is not enough; the database would refuse it, too, later and with fewer words */
    void require(UserRole needed) {
        if (!may(needed)) {
            throw new Refused(
                    FaultCode.ROLE_NEEDED,
                    "user " + Text.quoted(user) + " signs in as " + role + ", and this is for the role " + needed,
                    "ask a colleague who has that role, or let an administrator give it to you");
        }
    }
}
