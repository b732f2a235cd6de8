package org.periodclose.closing;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.periodclose.run.RunAccounts;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The main accounts that transactions name.
 *
 * @param ids of the main accounts of the company by name
 */
record Accounts(Map<String, Integer> ids) {
    /** Stands for an account that a transaction names and that does not exist any more. */
    private static final Integer VANISHED = -1;

    static Accounts of(Frozen frozen, JdbcClient jdbc) {
        Map<String, Integer> ids = new HashMap<>();
        jdbc.sql("select main_account, id from main_account where company_id = :company")
                .param("company", frozen.books().companyId())
                .query(row -> {
                    ids.put(row.getString(1), row.getInt(2));
                });
        return new Accounts(ids);
    }

    /** The account that a transaction names; null: it names none. */
    @Nullable
    Integer named(@Nullable String name) {
        return name == null ? null : ids.getOrDefault(name, VANISHED);
    }

    /**
     * The account of a transaction.
     *
     * @param own that it names itself
     * @param ofTheItem that the posting profiles give its item
     * @throws org.periodclose.core.fault.Refused if it is not there any more
     */
    static int of(@Nullable Integer own, @Nullable Integer ofTheItem) {
        Integer account = own == null ? ofTheItem : own;
        if (account == null || account.equals(VANISHED)) {
            throw RunAccounts.vanished();
        }
        return account;
    }
}
