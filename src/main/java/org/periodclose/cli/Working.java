package org.periodclose.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.RevaluationRequest;
import org.periodclose.core.costing.ValuationRequest;
import org.periodclose.desk.CancelRecalculations;
import org.periodclose.desk.CancelRequest;
import org.periodclose.desk.Desk;
import org.periodclose.desk.Execution;
import org.periodclose.desk.Listeners;
import org.periodclose.desk.PostReport;
import org.periodclose.desk.PostRequest;
import org.periodclose.desk.Watcher;

/** A command that makes runs: it shows how far they are, and lets a signal stop them at a checkpoint. */
final class Working implements AutoCloseable {
    private final DataCommand command;
    private final Desk desk;
    private final @Nullable Signals shared;
    private @Nullable Signals own;

    /**
     * @param listeners null: there are none
     * @param settings of the desk
     */
    Working(DataCommand command, @Nullable Listeners listeners, Map<String, Object> settings) {
        this.command = command;
        this.shared = command.sharedSignals();
        this.desk = command.open(listeners, settings);
    }

    Desk desk() {
        return desk;
    }

    /** @param end when it stops at a checkpoint, too; null: when it is done */
    PostReport post(PostRequest request, @Nullable Instant end) {
        return work(end, (runs, progress) -> runs.post(request, progress));
    }

    /** @param end when it stops at a checkpoint, too; null: when it is done */
    PostReport cancel(CancelRequest request, @Nullable Instant end) {
        return work(end, (runs, progress) -> runs.cancel(request, progress));
    }

    /**
     * Recalculates or closes.
     *
     * @param recalculateTo after a close; null: not
     * @param end when it stops at a checkpoint, too; null: when it is done
     */
    PostReport value(ValuationRequest request, @Nullable LocalDate recalculateTo, @Nullable Instant end) {
        return work(end, (runs, progress) -> runs.value(request, recalculateTo, progress));
    }

    /** @param end when it stops at a checkpoint, too; null: when it is done */
    PostReport cancel(CancelRecalculations request, @Nullable Instant end) {
        return work(end, (runs, progress) -> runs.cancel(request, progress));
    }

    /**
     * Revalues stock, or converts it to standard cost.
     *
     * @param end when it stops at a checkpoint, too; null: when it is done
     */
    PostReport revalue(RevaluationRequest request, @Nullable Instant end) {
        return work(end, (runs, progress) -> runs.revalue(request, progress));
    }

    private PostReport work(@Nullable Instant end, BiFunction<Execution, Watcher, PostReport> work) {
        Execution runs = desk.execution();
        Signals heard = signals();
        try (Progress progress =
                new Progress(command.console(), command.output().barWanted())) {
            if (end != null) {
                heard.stopAt(end, command.console().clock());
            }
            return heard.during(runs, () -> work.apply(runs, progress));
        }
    }

    private Signals signals() {
        if (shared != null) {
            return shared;
        }
        Signals heard = new Signals(1);
        own = heard;
        return heard;
    }

    /** The time that a signal leaves for telling how it ended; empty: none came. */
    Optional<Duration> timeLeft() {
        Signals heard = shared == null ? own : shared;
        return heard == null ? Optional.empty() : heard.timeLeft();
    }

    /** Signals are handled until nothing is open any more: this, too, may take its time. */
    @Override
    public void close() {
        try {
            desk.close();
        } finally {
            if (own != null) {
                own.close();
            }
        }
    }
}
