package org.periodclose.cancelling;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunStatus;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.run.RunRecords;
import org.periodclose.run.RunRequest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which runs have to be cancelled, and in which order. */
public final class Cancelling {
    private final JdbcClient jdbc;
    private final RunRecords runs;

    public Cancelling(JdbcClient jdbc, RunRecords runs) {
        this.jdbc = jdbc;
        this.runs = runs;
    }

    /**
     * The runs that have to be cancelled to cancel one, the newest first: those that must be cancelled before it, those before these, and the run
     * itself.
     *
     * @throws Refused if there is no such run, if it is cancelled already, or if one of them cannot be cancelled
     */
    public List<Run> chain(long number) {
        Cancellation cancellation = Cancellation.find(number, jdbc);
        cancellation
                .run(jdbc)
                .map(runs::byNumber)
                .filter(by -> by.status() == RunStatus.POSTED)
                .ifPresent(by -> {
                    throw Cancellation.alreadyCancelled(cancellation.cancelled(), by);
                });
        List<Run> chain = new ArrayList<>(runs.all(
                jdbc.sql("select run_id from runs_to_cancel(:run) union select run_id from revaluation_chain(:run)")
                        .param("run", number)
                        .query(Long.class)
                        .list()));
        chain.forEach(run -> Cancellation.requirePosted(run, jdbc));
        Collections.reverse(chain);
        return chain;
    }

    /**
     * One request for each run of a chain.
     *
     * @throws Refused if the posting date does not suit one of them
     */
    public List<RunRequest> of(List<Run> chain, CancelRequest request) {
        if (chain.size() > 1) {
            requireDates(chain, request::dateFor);
        }
        return chain.stream().map(request::of).toList();
    }

    /**
     * The request for the named run.
     *
     * @throws Refused if there is no such run, or it cannot be cancelled, now or ever
     */
    public List<RunRequest> of(CancelRequest request) {
        return List.of(request.of(Cancellation.find(request.run(), jdbc).cancelled()));
    }

    /**
     * Before anything is begun: the active recalculations that are dated after a day can be cancelled, each at its date.
     *
     * @throws Refused if not
     */
    public void requireDatesAfter(String company, CurrencyLayer layer, LocalDate day) {
        requireDates(recalculations(company, layer, day), Run::postingDate);
    }

    /** Before anything is begun: every run of the chain can be cancelled at its date. */
    private void requireDates(List<Run> chain, Function<Run, LocalDate> date) {
        List<Fault> faults = new ArrayList<>();
        List<Long> numbers =
                chain.stream().map(run -> Objects.requireNonNull(run.run())).toList();
        for (Run run : chain) {
            Cancellation cancellation = Cancellation.find(Objects.requireNonNull(run.run()), jdbc);
            if (cancellation.run(jdbc).isEmpty()) {
                faults.addAll(cancellation.dateFaults(jdbc, date.apply(run), numbers));
            }
        }
        if (!faults.isEmpty()) {
            throw new Refused(faults);
        }
    }

    /**
     * Requests to cancel the active recalculations that are dated after a day, the newest first.
     *
     * @param note kept on the cancellations; null: none
     */
    public List<RunRequest> recalculationsAfter(
            String company, CurrencyLayer layer, LocalDate day, @Nullable String note, boolean dryRun) {
        return recalculations(company, layer, day).stream()
                .map(run -> CancelRequest.again(run, note, dryRun))
                .toList();
    }

    /** The active recalculations of a layer that are dated after a day, the newest first. */
    public List<Run> recalculations(String company, CurrencyLayer layer, LocalDate day) {
        return jdbc
                .sql("""
                        select r.id
                          from active_run r
                          join company c on c.id = r.company_id
                         where c.company = :company and r.currency_layer = :layer and r.type = 'RECALCULATION' and r.posting_date > :day
                         order by r.posting_date desc, r.id desc
                        """)
                .param("company", company)
                .param("layer", layer.name())
                .param("day", day)
                .query(Long.class)
                .list()
                .stream()
                .map(runs::byNumber)
                .toList();
    }

    /** Requests to continue the unfinished cancellations of a company, the first that was begun first. */
    public List<RunRequest> unfinished(String company, boolean dryRun) {
        return jdbc.sql("""
                        select r.cancels_run_id
                          from posting_run r
                          join company c on c.id = r.company_id
                         where c.company = :company and r.status = 'RUNNING' and r.type = 'CANCELLATION'
                         order by r.id
                        """).param("company", company).query(Long.class).list().stream()
                .map(run -> CancelRequest.again(runs.byNumber(run), null, dryRun))
                .toList();
    }
}
