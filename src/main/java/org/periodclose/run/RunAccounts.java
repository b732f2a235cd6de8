package org.periodclose.run;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The main accounts of a run's company and the charges codes that were frozen for the run. There are few of them, so they are kept beside the
 * lines instead of being joined to each.
 *
 * @param names main accounts by id
 * @param ids the same the other way round
 * @param chargesCodes by id
 */
record RunAccounts(Map<Integer, String> names, Map<String, Integer> ids, Map<Integer, ChargesCode> chargesCodes) {
    /** @param offsetAccount id of the account that it gave when the run was checked */
    record ChargesCode(String chargesCode, int offsetAccount) {}

    static RunAccounts of(long run, JdbcClient jdbc) {
        RunAccounts accounts = new RunAccounts(new HashMap<>(), new HashMap<>(), new HashMap<>());
        jdbc.sql("""
                        select a.id, a.main_account, null as offset_account_id
                          from main_account a
                          join posting_run r on r.company_id = a.company_id
                         where r.id = :run
                        union all
                        select code.id, code.charges_code, rc.offset_account_id
                          from run_charges_code rc
                          join charges_code code on code.id = rc.charges_code_id
                         where rc.run_id = :run
                        """).param("run", run).query(row -> {
            int id = row.getInt(1);
            String name = row.getString(2);
            int offsetAccount = row.getInt(3);
            if (row.wasNull()) {
                accounts.names.put(id, name);
                accounts.ids.put(name, id);
            } else {
                accounts.chargesCodes.put(id, new ChargesCode(name, offsetAccount));
            }
        });
        return accounts;
    }

    /**
     * The main account as the outside world names it.
     *
     * @throws Refused if it has vanished since the run was checked
     */
    String name(int account) {
        String name = names.get(account);
        if (name == null) {
            throw vanished();
        }
        return name;
    }

    static Refused vanished() {
        return new Refused(
                FaultCode.UNKNOWN_ACCOUNT,
                "an account that it was checked with is not there any more",
                "import it in main_accounts.csv, then run post again");
    }

    /** The id of a main account; null: the company has none of this name. */
    @Nullable
    Integer id(String mainAccount) {
        return ids.get(mainAccount);
    }

    ChargesCode chargesCode(int id) {
        ChargesCode code = chargesCodes.get(id);
        if (code == null) {
            throw new IllegalStateException("charges code id " + id + " was not there when the run was checked");
        }
        return code;
    }
}
