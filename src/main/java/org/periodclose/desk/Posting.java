package org.periodclose.desk;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.periodclose.adjusting.PostRequest;
import org.periodclose.cancelling.CancelRequest;
import org.periodclose.cancelling.Cancelling;
import org.periodclose.closing.Valuation;
import org.periodclose.core.costing.RevaluationRequest;
import org.periodclose.core.costing.ValuationRequest;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.money.Money;
import org.periodclose.revaluing.Revaluation;
import org.periodclose.run.Books;
import org.periodclose.run.Engine;
import org.periodclose.run.ProgressListener;
import org.periodclose.run.RunRequest;
import org.periodclose.run.RunResult;
import org.periodclose.run.StopRequest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Posts adjustment journals to the general ledger, and cancels runs: the main job. */
public final class Posting {
    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final Engine engine;
    private final Cancelling cancelling;

    Posting(DataSource dataSource, JdbcClient jdbc, Engine engine, Cancelling cancelling) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.engine = engine;
        this.cancelling = cancelling;
    }

    /**
     * Posts the requested journals, one run for each; a journal that is refused or fails does not stop the others, unless the database stays
     * unreachable. When no journal is named, it is what is there at the beginning, of each company what was interrupted first: cancellations, then
     * journals.
     *
     * @param stop ends it at its next checkpoint, and nothing else
     * @return one result for each journal, in order; the last is {@link RunResult.Stopped} if it was asked to stop
     * @throws Refused if the company is unknown
     */
    public List<RunResult> post(PostRequest request, StopRequest stop, ProgressListener progress) {
        return post(List.of(request), stop, progress);
    }

    /** The same of several requests, one after the other. */
    public List<RunResult> post(List<PostRequest> requested, StopRequest stop, ProgressListener progress) {
        List<RunRequest> requests = new ArrayList<>();
        for (PostRequest request : requested) {
            for (String company : companies(request.company())) {
                if (request.journals().isEmpty()) {
                    requests.addAll(cancelling.unfinished(company, request.dryRun()));
                }
                requests.addAll(request.of(company, jdbc));
            }
        }
        return engine.work(requests, false, stop, progress);
    }

    /** The companies of a request, in order of their names. */
    private List<String> companies(@Nullable String company) {
        List<String> known = jdbc.sql("select company from company order by company")
                .query(String.class)
                .list();
        if (company == null) {
            return known;
        }
        if (!known.contains(company)) {
            throw new Refused(
                    FaultCode.UNKNOWN_COMPANY,
                    "there is no company " + Text.quoted(company),
                    known.isEmpty()
                            ? "import one first"
                            : "known are "
                                    + known.stream().limit(10).map(Text::quoted).collect(Collectors.joining(", ")));
        }
        return List.of(company);
    }

    /**
     * Cancels a run by a run of its own.
     *
     * @return one result
     * @throws Refused if there is no such run, or it cannot be cancelled
     */
    public List<RunResult> cancel(CancelRequest request, StopRequest stop, ProgressListener progress) {
        return engine.work(cancelling.of(request), true, stop, progress);
    }

    /** The same of a chain as it is now. */
    public List<RunResult> cancel(List<Run> chain, CancelRequest request, StopRequest stop, ProgressListener progress) {
        return cancel(chain, request, null, stop, progress);
    }

    /**
     * Cancels runs, each by a run of its own, until one is refused or fails: the next builds on it.
     *
     * @param chain what {@link #chain} gives
     * @param seen the same as it was looked at; null: it was not
     * @return one result for each run that was begun
     * @throws Refused if other runs were seen, or the posting date does not suit one of them: then nothing is begun
     */
    public List<RunResult> cancel(
            List<Run> chain,
            CancelRequest request,
            @Nullable List<Long> seen,
            StopRequest stop,
            ProgressListener progress) {
        List<RunRequest> requests = cancelling.of(chain, request);
        SeenRuns.require(seen, requests);
        return engine.work(requests, true, stop, progress);
    }

    /**
     * The runs that have to be cancelled to cancel one, the newest first, that one last.
     *
     * @throws Refused if there is no such run, if it is cancelled already, or if one of them cannot be cancelled
     */
    public List<Run> chain(long run) {
        return cancelling.chain(run);
    }

    /** The active recalculations from a day on, the newest first. */
    public List<Run> recalculations(String company, CurrencyLayer layer, LocalDate from) {
        return cancelling.recalculations(company, layer, from.minusDays(1));
    }

    /**
     * Cancels the active recalculations from a day on, the newest first, until one is refused or fails.
     *
     * @return one result for each run that was begun
     * @throws Refused if there is no such company, if other runs were seen, or one of them cannot be cancelled at its date: then nothing is begun
     */
    public List<RunResult> cancel(CancelRecalculations request, StopRequest stop, ProgressListener progress) {
        companies(request.company());
        LocalDate before = request.from().minusDays(1);
        cancelling.requireDatesAfter(request.company(), request.layer(), before);
        List<RunRequest> requests = cancelling.recalculationsAfter(
                request.company(), request.layer(), before, request.note(), request.dryRun());
        SeenRuns.require(request.seen(), requests);
        return engine.work(requests, true, stop, progress);
    }

    /** As {@link #value(ValuationRequest, LocalDate, List, StopRequest, ProgressListener)}, when nobody has looked at it. */
    public List<RunResult> value(
            ValuationRequest request, @Nullable LocalDate recalculateTo, StopRequest stop, ProgressListener progress) {
        return value(request, recalculateTo, null, stop, progress);
    }

    /**
     * Recalculates or closes. A close first cancels the recalculations that are dated after it, the newest first, if it could begin then; one that has begun
     * has done so, and later ones are none of its business.
     *
     * @param recalculateTo after a close of an earlier day; null: not
     * @param seen the recalculations that were to be cancelled first, as somebody has looked at them; null: nobody has
     * @return one result for each run: cancellations, the close, the recalculation after it
     * @throws Refused if there is no such company, the minimum throughput does not suit its currency, or other recalculations were seen
     */
    public List<RunResult> value(
            ValuationRequest request,
            @Nullable LocalDate recalculateTo,
            @Nullable List<Long> seen,
            StopRequest stop,
            ProgressListener progress) {
        companies(request.company());
        requireDecimals(request);
        RunRequest valuation = Valuation.requested(request);
        List<RunRequest> requests = new ArrayList<>();
        if (request.type() == RunType.CLOSE
                && !request.dryRun()
                && valuation.work(jdbc).run(jdbc).isEmpty()) {
            requests.addAll(
                    cancelling.recalculationsAfter(request.company(), request.layer(), request.date(), null, false));
            SeenRuns.require(seen, requests);
        }
        if (!requests.isEmpty()) {
            Optional<RunResult> refusal = engine.refusal(valuation, stop);
            if (refusal.isPresent()) {
                return List.of(refusal.get());
            }
        }
        requests.add(valuation);
        if (recalculateTo != null && recalculateTo.isAfter(request.date()) && !request.dryRun()) {
            requests.add(Valuation.requested(request.recalculation(recalculateTo)));
        }
        return engine.work(requests, true, stop, progress);
    }

    /**
     * Revalues stock, or converts it to standard cost.
     *
     * @return one result
     * @throws Refused if there is no such company
     */
    public List<RunResult> revalue(RevaluationRequest request, StopRequest stop, ProgressListener progress) {
        companies(request.company());
        return engine.work(List.of(Revaluation.requested(request)), true, stop, progress);
    }

    /** Continues an interrupted run as it was begun; one result. */
    public List<RunResult> goOn(long run, StopRequest stop, ProgressListener progress) {
        return engine.goOn(run, stop, progress);
    }

    private void requireDecimals(ValuationRequest request) {
        String currency = Books.of(request.company(), request.layer(), jdbc).currency();
        BigDecimal minimum = request.minimumThroughput();
        if (minimum != null && currency != null && minimum.stripTrailingZeros().scale() > Money.decimalsOf(currency)) {
            throw new Refused(
                    FaultCode.BAD_VALUE,
                    "--minimum-throughput " + minimum.toPlainString() + " has more decimals than " + currency + " has",
                    "round it to " + Money.decimalsOf(currency) + " decimals");
        }
    }

    /** Cancels the statements that the database executes for the calls that were given this: their transactions are rolled back and redone at the next start. */
    public void cancelStatements(StopRequest stop) {
        try {
            stop.cancelStatements(dataSource);
        } catch (SQLException e) {
            throw new IllegalStateException("statements cannot be cancelled: " + e.getMessage(), e);
        }
    }
}
