package org.periodclose.desk;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Outcome;
import org.periodclose.run.Subject;
import org.periodclose.telemetry.JobWatch;
import org.periodclose.telemetry.JournalEnd;
import org.periodclose.telemetry.JournalEnd.Kind;
import org.periodclose.telemetry.RunTotals;
import org.periodclose.telemetry.Telemetry;
import org.periodclose.telemetry.TelemetrySettings;

/** The listeners outside the program: they are notified when runs begin and when they have ended. */
public final class Listeners {
    private final Telemetry telemetry;

    private Listeners(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    /** Their addresses; null: what the environment has. */
    public record Addresses(
            @Nullable String ping,
            @Nullable String pushgateway,
            @Nullable String otlpMetrics,
            @Nullable String otlpTraces) {}

    /**
     * Notifies them that runs begin; null: there are none.
     *
     * @param scope what the runs are for: a company, all of them, or cancelling; a message about one is not about the others
     */
    public static @Nullable Listeners begin(
            Addresses addresses, Map<String, String> environment, Clock clock, String scope) {
        TelemetrySettings settings = settings(addresses, environment);
        return settings.nobodyListens() ? null : new Listeners(Telemetry.begin(settings, clock, scope));
    }

    /**
     * Reads the addresses; notifies nobody.
     *
     * @throws org.periodclose.core.fault.Refused if one is not valid
     */
    public static void check(Addresses addresses, Map<String, String> environment) {
        TelemetrySettings unused = settings(addresses, environment);
    }

    private static TelemetrySettings settings(Addresses addresses, Map<String, String> environment) {
        return TelemetrySettings.of(
                new TelemetrySettings.Given(
                        addresses.ping(), addresses.pushgateway(), addresses.otlpMetrics(), addresses.otlpTraces()),
                environment);
    }

    /** Those that are told of the part in one database of a list, when the whole has ended. */
    public Listeners in(NamedDatabase database) {
        return new Listeners(telemetry.in(database.name()));
    }

    /** The database is available: messages also contain what it and the job know. */
    void listenTo(JobWatch job, RunTotals runs) {
        telemetry.listenTo(job, runs);
    }

    /**
     * Notifies them how it ended; only the first call counts.
     *
     * @param report null: there is none
     * @param timeLeft the time that there is for it, if there is less
     */
    public void end(Outcome outcome, @Nullable PostReport report, Optional<Duration> timeLeft) {
        telemetry.end(outcome, report == null ? List.of() : ends(report), timeLeft);
    }

    static List<JournalEnd> ends(PostReport report) {
        return report.entries().stream().map(Listeners::end).toList();
    }

    private static JournalEnd end(PostReport.Entry entry) {
        if (entry instanceof PostReport.Entry.Posted posted) {
            var run = posted.run();
            String journal = Objects.requireNonNullElse(run.journal(), "");
            return new JournalEnd(run.company(), journal, run.cancels(), posted(posted.before()), run.run(), "");
        } else if (entry instanceof PostReport.Entry.PostedUnseen unseen) {
            return new JournalEnd("", "", null, posted(unseen.before()), unseen.run(), "");
        } else if (entry instanceof PostReport.Entry.Stopped stopped) {
            return end(stopped.subject(), Kind.STOPPED, "");
        } else if (entry instanceof PostReport.Entry.Empty empty) {
            return end(empty.subject(), Kind.EMPTY, "");
        } else if (entry instanceof PostReport.Entry.NotPosted refused) {
            Fault first = refused.faults().get(0);
            return end(refused.subject(), kind(first.code().outcome()), first.code() + " " + first.message());
        }
        throw new IllegalStateException("a dry run has no listeners");
    }

    private static JournalEnd end(Subject subject, Kind kind, String fault) {
        return new JournalEnd(
                subject.company(),
                Objects.requireNonNullElse(subject.journal(), ""),
                subject.cancels(),
                kind,
                null,
                fault);
    }

    private static Kind posted(boolean before) {
        return before ? Kind.ALREADY_POSTED : Kind.POSTED;
    }

    private static Kind kind(Outcome outcome) {
        return switch (outcome) {
            case REFUSED -> Kind.REFUSED;
            case AT_WORK -> Kind.AT_WORK;
            default -> Kind.FAILED;
        };
    }
}
