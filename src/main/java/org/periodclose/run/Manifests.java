package org.periodclose.run;

/** Writes what a posted run was to the end of its company's chain. */
final class Manifests {
    private final WorkTransactions transactions;
    private final String program;

    /** @param program the version that writes them */
    Manifests(WorkTransactions transactions, String program) {
        this.transactions = transactions;
        this.program = program;
    }

    /** The last act of a posting, because the end of the chain is locked until the commit. */
    void append(long run) {
        transactions.jdbc().sql("""
                        insert into manifest_chain as c (company_id, length, head)
                        select company_id, 1, '' from posting_run where id = :run
                        on conflict (company_id) do update set length = c.length + 1
                        """).param("run", run).update();
        transactions.jdbc().sql("""
                        with written as (
                            select c.company_id, c.length as position,
                                   (posted_facts(:run) || revaluation_facts(:run) || journal_facts(:run)
                                    || jsonb_build_object('position', c.length, 'previous', nullif(c.head, ''), 'program', :program::text,
                                                          'amounts', settled.amounts, 'accounts', settled.accounts)
                                    || case when k.type in ('CLOSE', 'ON_HAND_ADJUSTMENT')
                                            then jsonb_build_object('matches', settled.matches, 'carryOver', settled.carry_over) else '{}' end
                                    || case when c.length = 1 then jsonb_build_object('runsBefore', before.runs) else '{}' end)::text as content
                              from manifest_chain c
                              join posting_run k on k.id = :run
                             cross join lateral (select digest(sum(amounts_digest))::text as amounts,
                                                        digest(sum(accounts_digest))::text as accounts,
                                                        digest(sum(matches_digest))::text as matches,
                                                        digest(sum(carry_over_digest))::text as carry_over
                                                   from run_partition
                                                  where run_id = :run) settled
                             cross join lateral (select coalesce(jsonb_agg(b.id order by b.id), '[]') as runs
                                                   from posting_run b
                                                  where c.length = 1 and b.company_id = c.company_id and b.status = 'POSTED' and b.id <> :run) before
                             where c.company_id = (select company_id from posting_run where id = :run)
                        ), appended as (
                            insert into manifest (run_id, company_id, position, content, hash)
                            select :run, company_id, position, content::json, sha256_of(content) from written
                            returning company_id, hash
                        )
                        update manifest_chain c set head = a.hash from appended a where c.company_id = a.company_id
                        """).param("run", run).param("program", program).update();
    }
}
