package org.periodclose.run;

import java.util.HashMap;
import java.util.Map;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The names of the main accounts and of the charges codes of a run's company. There are few of them, so they are kept beside the lines instead
 * of being joined to each.
 *
 * @param accounts main accounts by id
 * @param chargesCodes charges codes by id
 */
public record RunAccounts(Map<Integer, String> accounts, Map<Integer, String> chargesCodes) {
    static RunAccounts of(long run, JdbcClient jdbc) {
        RunAccounts names = new RunAccounts(new HashMap<>(), new HashMap<>());
        jdbc.sql("""
                        select a.id, a.main_account as name, true as is_account
                          from main_account a
                          join posting_run r on r.company_id = a.company_id
                         where r.id = :run
                        union all
                        select code.id, code.charges_code, false
                          from run_charges_code rc
                          join charges_code code on code.id = rc.charges_code_id
                         where rc.run_id = :run
                        """).param("run", run).query(row -> {
            (row.getBoolean(3) ? names.accounts : names.chargesCodes).put(row.getInt(1), row.getString(2));
        });
        return names;
    }

    /**
     * The main account as the outside world names it.
     *
     * @throws Refused if it is not there any more
     */
    public String name(int account) {
        String name = accounts.get(account);
        if (name == null) {
            throw vanished();
        }
        return name;
    }

    /** An account that was there when the run was checked is not there any more. */
    public static Refused vanished() {
        return new Refused(
                FaultCode.UNKNOWN_ACCOUNT,
                "an account that it was checked with no longer exists",
                "import it in main_accounts.csv, then run the command again");
    }

    /** The charges code as the outside world names it. */
    public String chargesCode(int id) {
        String code = chargesCodes.get(id);
        if (code == null) {
            throw new IllegalStateException("charges code id " + id + " was not there when the run was checked");
        }
        return code;
    }
}
