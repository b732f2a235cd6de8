package org.periodclose.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Run;
import org.periodclose.run.Laws;
import org.periodclose.run.RunRecords;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether everything that a company has posted still is as it was posted: each run against its manifest and all laws, the manifests against
 * their chain. Reads only, from one snapshot of the database.
 */
public final class Audit {
    private static final String REMEDY =
            "keep the database as it is and find out who changed it, see \"The books were changed\" in operations.md";

    private final TransactionTemplate snapshot;
    private final JdbcClient jdbc;
    private final Laws laws;
    private final RunRecords runs;
    private final PostedContent content;

    public Audit(PlatformTransactionManager transactions, JdbcClient jdbc, Laws laws, RunRecords runs) {
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setReadOnly(true);
        this.jdbc = jdbc;
        this.laws = laws;
        this.runs = runs;
        this.content = new PostedContent(jdbc);
    }

    /**
     * What was found to hold.
     *
     * @param runs those older than the chain, which only the laws could be asked about, then those of the chain in its order
     * @param length manifests in the chain
     * @param head hash of the last manifest; null: there is none yet
     */
    public record Report(
            String company,
            List<Run> runs,
            long length,
            @Nullable String head) {
        public Report {
            runs = List.copyOf(runs);
        }
    }

    /** An entry of a chain, with what the one before it and its place say it should be. */
    private record Link(
            long run,
            long position,
            long place,
            String hash,
            boolean hashOfItsContent,
            @Nullable String previous) {}

    private record Chain(long length, @Nullable String head) {}

    /**
     * Looks at everything that a company has posted.
     *
     * @param known a hash that the chain had at its end at some time, kept elsewhere; null: none
     * @throws Refused with everything that is wrong with the first run that does not hold, or UNKNOWN_COMPANY
     */
    public Report of(String company, @Nullable String known) {
        return Objects.requireNonNull(snapshot.execute(status -> {
            int id = companyId(company);
            List<Run> sound = new ArrayList<>();
            runsBeforeTheChain(id, company).forEach(run -> sound.add(lawful(run)));
            String head = null;
            long length = 0;
            for (Link link : chain(id)) {
                requireLinked(link, company);
                sound.add(unchanged(link));
                head = link.hash();
                length = link.position();
            }
            requireWhole(id, company, new Chain(length, head));
            requireKnown(id, company, known);
            return new Report(company, sound, length, head);
        }));
    }

    private int companyId(String company) {
        return jdbc.sql("select id from company where company = :company")
                .param("company", company)
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> new Refused(
                        FaultCode.UNKNOWN_COMPANY,
                        "there is no company " + Text.quoted(company),
                        "import it, or look at `period-close journals` for those that are there"));
    }

    /** Those that the first manifest lists; what else has no manifest was never posted by this program. */
    private List<Long> runsBeforeTheChain(int id, String company) {
        record Before(long run, boolean listed, boolean posted) {}
        List<Before> before =
                jdbc.sql("""
                        with listed as (
                            select value::text::bigint as id
                              from manifest m
                             cross join lateral json_array_elements(
                                   case json_typeof(m.content -> 'runsBefore') when 'array' then m.content -> 'runsBefore' else '[]' end)
                             where m.company_id = :company and m.position = 1 and json_typeof(value) = 'number'
                        ), posted as (
                            select r.id
                              from posting_run r
                             where r.company_id = :company and r.status = 'POSTED'
                               and not exists (select from manifest m where m.run_id = r.id)
                        )
                        select id as run,
                               l.id is not null or not exists (select from manifest where company_id = :company) as listed,
                               p.id is not null as posted
                          from listed l
                          full join posted p using (id)
                         order by id
                        """).param("company", id).query(Before.class).list();
        for (Before run : before) {
            if (!run.posted()) {
                throw broken(
                        "run " + run.run() + " of company " + Text.quoted(company) + ", which was posted, is gone");
            }
            if (!run.listed()) {
                throw broken(
                        "run " + run.run() + " of company " + Text.quoted(company) + " is POSTED and has no manifest");
            }
        }
        return before.stream().map(Before::run).toList();
    }

    private List<Link> chain(int company) {
        return jdbc.sql("""
                        select run_id as run, position, row_number() over (order by position) as place, hash,
                               hash = sha256_of(content::text) and json_typeof(content) = 'object' as hash_of_its_content,
                               lag(hash) over (order by position) as previous
                          from manifest
                         where company_id = :company
                         order by position
                        """).param("company", company).query(Link.class).list();
    }

    private static void requireLinked(Link link, String company) {
        if (link.position() != link.place()) {
            throw broken("manifest " + link.place() + " of company " + Text.quoted(company)
                    + " is missing before that of run " + link.run());
        }
        if (!link.hashOfItsContent()) {
            throw broken("the manifest of run " + link.run() + " of company " + Text.quoted(company)
                    + " was changed: its hash is not that of its content");
        }
    }

    private Run unchanged(Link link) {
        List<Fault> faults = new ArrayList<>();
        boolean there = jdbc.sql("select exists (select from posting_run where id = :run)")
                .param("run", link.run())
                .query(Boolean.class)
                .single();
        if (!there) {
            throw broken("run " + link.run() + ", which was posted, is gone");
        }
        for (PostedContent.Difference difference : content.differences(link.run(), link.position(), link.previous())) {
            faults.add(fault("run " + link.run() + " is not what was posted: " + difference.words()));
        }
        faults.addAll(laws.violations(link.run()));
        if (!faults.isEmpty()) {
            throw new Refused(faults);
        }
        return runs.byNumber(link.run());
    }

    private Run lawful(long run) {
        List<Fault> faults = laws.violations(run);
        if (!faults.isEmpty()) {
            throw new Refused(faults);
        }
        return runs.byNumber(run);
    }

    private void requireWhole(int id, String company, Chain found) {
        Chain kept = jdbc.sql("select length, head from manifest_chain where company_id = :company")
                .param("company", id)
                .query(Chain.class)
                .optional()
                .orElse(new Chain(0, null));
        if (!kept.equals(found)) {
            throw broken("the chain of company " + Text.quoted(company) + " should have " + kept.length()
                    + " manifests and end with hash " + kept.head() + ", but has " + found.length() + " and ends with "
                    + found.head());
        }
        jdbc.sql("""
                        select series
                          from (select series, count(*) as count, max(number) as last from voucher where company_id = :company group by series) v
                          full join (select currency_layer as series, last from voucher_number where company_id = :company) n using (series)
                         where v.count is distinct from v.last or v.last is distinct from n.last
                         order by series
                         limit 1
                        """).param("company", id).query(String.class).optional().ifPresent(series -> {
            throw broken("the vouchers of company " + Text.quoted(company) + " in the " + series
                    + " layer are not numbered from 1 to the last number given");
        });
    }

    private void requireKnown(int id, String company, @Nullable String known) {
        if (known == null) {
            return;
        }
        boolean there = jdbc.sql("select exists (select from manifest where company_id = :company and hash = :hash)")
                .param("company", id)
                .param("hash", known)
                .query(Boolean.class)
                .single();
        if (!there) {
            throw broken("the chain of company " + Text.quoted(company) + " has no manifest with hash " + known
                    + ": if it ever had one, the chain has been rewritten");
        }
    }

    private static Refused broken(String message) {
        return new Refused(fault(message));
    }

    private static Fault fault(String message) {
        return Fault.of(FaultCode.MANIFEST_BROKEN, message, REMEDY);
    }
}
