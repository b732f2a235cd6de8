package org.periodclose.run;

import java.util.Objects;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Checksum;
import org.periodclose.core.ledger.Fingerprint;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunStatus;
import org.periodclose.core.ledger.VoucherKey;
import org.periodclose.core.ledger.VoucherLine;

/**
 * Makes a run whole and then visible. Its voucher is drafted first, while its laws are checked; no line of it is visible before the run, the
 * journal and the voucher number are POSTED and its manifest is written, in one transaction of a few rows.
 */
final class VoucherPosting {
    private final WorkTransactions transactions;
    private final RunRecords runs;
    private final Manifests manifests;

    /** @param program the version that posts */
    VoucherPosting(WorkTransactions transactions, RunRecords runs, String program) {
        this.transactions = transactions;
        this.runs = runs;
        this.manifests = new Manifests(transactions, program);
    }

    /** Writes the voucher lines of a settled run and the checksum, in the caller's transaction; does nothing if that is done already. */
    void draft(long number) {
        Run run = locked(number);
        if (run.checksum() != null) {
            return;
        }
        requireSettled(number);
        LineWriter lines = new LineWriter(number);
        Fingerprint fingerprint = new VoucherDraft(transactions.jdbc()).lines(run, lines::add);
        lines.send();
        transactions
                .jdbc()
                .sql(
                        "update posting_run set lines = :lines, checksum = :checksum, voucher_digest = :voucherDigest where id = :run")
                .param("lines", lines.written())
                .param("checksum", Checksum.of(run, fingerprint))
                .param("voucherDigest", fingerprint.voucherLines())
                .param("run", number)
                .update();
        if (run.updateLedger()) {
            deleteSums(number);
        }
    }

    /**
     * A server that crashed may have lost the last checkpoints of a process that lives on and knows nothing of it: what it takes for settled is
     * what the database says. A voucher drafted too early would stay, because what is drafted is not drafted again.
     */
    private void requireSettled(long run) {
        long left = transactions
                .jdbc()
                .sql("select sum(lines - lines_done) from run_partition where run_id = :run")
                .param("run", run)
                .query(Long.class)
                .single();
        if (left != 0) {
            throw new ServerForgot("run " + run + " has " + left
                    + " lines to settle that were settled before: the database server crashed in between");
        }
    }

    /** A run that no other transaction can end before the caller's does. */
    private Run locked(long run) {
        transactions
                .jdbc()
                .sql("select id from posting_run where id = :run for update")
                .param("run", run)
                .query(Long.class)
                .single();
        return runs.byNumber(run);
    }

    /** Posts a verified run, in the caller's transaction; does nothing if it is posted already. */
    void post(long number, Work work) {
        Run run = locked(number);
        if (run.status() == RunStatus.POSTED) {
            return;
        }
        holdThePeriodOpen(run);
        ExpectedChecksum.require(runs.argumentsOf(number).expect(), run, work);
        finish(number);
        work.posted(transactions.jdbc());
        if (run.lines() > 0) {
            takeVoucherNumber(number);
        }
        manifests.append(number);
    }

    /** No one can close the period between the check of the laws and the commit. */
    private void holdThePeriodOpen(Run run) {
        boolean open = transactions
                .jdbc()
                .sql("""
                        select p.status = 'OPEN'
                          from fiscal_period p
                          join company c on c.id = p.company_id
                         where c.company = :company and :date between p.start_date and p.end_date
                           for share of p
                        """)
                .param("company", run.company())
                .param("date", run.postingDate())
                .query(Boolean.class)
                .optional()
                .orElse(false);
        if (!open) {
            throw new Refused(WayOut.of(
                    new Fault(
                            FaultCode.PERIOD_NOT_OPEN,
                            "posting date " + run.postingDate() + " of company " + Text.quoted(run.company())
                                    + " is in no open fiscal period any more",
                            "open the period again",
                            run.journal(),
                            null),
                    Objects.requireNonNull(run.run())));
        }
    }

    /** Copies lines into the table while they are being read. */
    private final class LineWriter {
        private static final int FULL = 512 * 1024;

        private final long run;
        private final CopyRows rows = new CopyRows();
        private int written;

        LineWriter(long run) {
            this.run = run;
        }

        void add(VoucherDraft.Line draft) {
            VoucherLine line = draft.line();
            VoucherKey key = draft.key();
            rows.number(run)
                    .number(line.line())
                    .number(key.debit())
                    .number(key.credit())
                    .text(line.amount().toPlainString())
                    .flag(key.storno())
                    .number(key.itemGroup())
                    .number(key.item())
                    .number(line.settlements())
                    .end();
            written++;
            if (rows.characters() > FULL) {
                send();
            }
        }

        void send() {
            rows.send(transactions.template(), """
                    copy voucher_line (run_id, line, debit_account_id, credit_account_id, amount, storno, item_group_id, item_id, settlements)
                    from stdin
                    """);
        }

        int written() {
            return written;
        }
    }

    private void finish(long run) {
        int finished = transactions.jdbc().sql("""
                        update posting_run r
                           set status = 'POSTED', ended_at = clock_timestamp(), settlements = s.lines, settled_amount = s.amount,
                               matches = p.matches, unsettled = p.unsettled, circles = greatest(r.circles, p.circles),
                               carried = case when r.type in ('RECALCULATION', 'CLOSE') then s.carried else 0 end,
                               written_off = case when r.type in ('RECALCULATION', 'CLOSE') then s.written_off else 0 end
                          from (select sum(matches) as matches, sum(unsettled) as unsettled, sum(circles) as circles
                                  from run_partition where run_id = :run) p,
                               (select count(*) as lines, coalesce(sum(amount), 0) as amount,
                                       coalesce(sum(abs(amount)) filter (where part = 'CARRIED'), 0) as carried,
                                       coalesce(sum(abs(amount)) filter (where part in ('ROUNDING', 'PRICE_DIFFERENCE')), 0) as written_off
                                  from settlement where run_id = :run) s
                         where r.id = :run and r.status = 'RUNNING'
                        """).param("run", run).update();
        if (finished != 1) {
            throw new IllegalStateException("run " + run + " is not RUNNING any more: another process has ended it");
        }
        deleteSums(run);
    }

    private void deleteSums(long run) {
        transactions
                .jdbc()
                .sql("delete from settlement_sum where run_id = :run")
                .param("run", run)
                .update();
    }

    /** Late, because the number's row is locked until the commit. */
    private void takeVoucherNumber(long run) {
        transactions.jdbc().sql("""
                        with taken as (
                            insert into voucher_number as n (company_id, currency_layer, last)
                            select company_id, currency_layer, 1 from posting_run where id = :run
                            on conflict (company_id, currency_layer) do update set last = n.last + 1
                            returning company_id, currency_layer, last
                        )
                        insert into voucher (run_id, company_id, series, number, voucher, posting_date)
                        select r.id, t.company_id, t.currency_layer, t.last,
                               c.company || case t.currency_layer when 'ACCOUNTING' then '-' else '-R-' end || lpad(t.last::text, greatest(6, length(t.last::text)), '0'), r.posting_date
                          from taken t
                          join company c on c.id = t.company_id
                          join posting_run r on r.id = :run
                        """).param("run", run).update();
    }
}
