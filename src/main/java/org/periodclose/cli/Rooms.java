package org.periodclose.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.periodclose.adjusting.PostRequest;
import org.periodclose.cancelling.CancelRequest;
import org.periodclose.core.ledger.Run;
import org.periodclose.database.DatabaseConfiguration;
import org.periodclose.database.ServerAddress;
import org.periodclose.desk.Posting;
import org.periodclose.inquiry.Inquiry;
import org.periodclose.run.ProgressListener;
import org.periodclose.run.RunResult;
import org.periodclose.run.StopRequest;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration;
import org.springframework.boot.batch.autoconfigure.BatchAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** The rooms that a command needs, open until it closes them. Nothing starts but what is asked for. */
final class Rooms implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final Thread onSignal;
    private @Nullable Signals signals;

    private Rooms(ConfigurableApplicationContext context) {
        this.context = context;
        this.onSignal = new Thread(context::close, "stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
    }

    /** What all of them stand on. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        ProjectInfoAutoConfiguration.class,
        JdbcClientAutoConfiguration.class
    })
    static class Ground {}

    /** What the posting stands on besides. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({BatchAutoConfiguration.class, BatchJdbcAutoConfiguration.class})
    static class Jobs {}

    static Rooms open(Map<String, Object> settings, Class<?>... configurations) {
        Map<String, Object> defaults = new LinkedHashMap<>(settings);
        return new Rooms(new SpringApplicationBuilder(configurations)
                .sources(DatabaseConfiguration.class, Ground.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .lazyInitialization(true)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .addCommandLineProperties(false)
                .properties(defaults)
                .run());
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    /** The database is our own, below the working directory, and not one that the user gave. */
    boolean databaseIsEmbedded() {
        return ServerAddress.of(context.getEnvironment()).isEmpty();
    }

    /**
     * Posts what is asked for, shows how far it is, and lets a signal stop it at a checkpoint.
     *
     * @param end when it stops at a checkpoint, too; null: when it is done
     */
    PostReport post(PostRequest request, @Nullable Instant end, DataCommand command) {
        return work(request.dryRun(), end, command, (stop, progress) -> get(Posting.class)
                .post(request, stop, progress));
    }

    /**
     * The same for taking runs back.
     *
     * @param chain the runs, in order; empty: only the one that is asked for
     */
    PostReport cancel(List<Run> chain, CancelRequest request, @Nullable Instant end, DataCommand command) {
        return work(
                request.dryRun(),
                end,
                command,
                (stop, progress) -> chain.isEmpty()
                        ? get(Posting.class).cancel(request, stop, progress)
                        : get(Posting.class).cancel(chain, request, stop, progress));
    }

    private PostReport work(
            boolean dryRun,
            @Nullable Instant end,
            DataCommand command,
            BiFunction<StopRequest, ProgressListener, List<RunResult>> work) {
        Signals heard = signals == null ? new Signals(get(Posting.class)) : signals;
        signals = heard;
        try (Progress progress =
                new Progress(command.console(), command.output().barWanted())) {
            if (end != null) {
                heard.stopAt(end, command.console().clock());
            }
            return PostReport.of(dryRun, heard.during(() -> work.apply(heard.stop(), progress)), get(Inquiry.class));
        }
    }

    /** The time that a signal leaves for telling how it ended; empty: none came. */
    Optional<Duration> timeLeft() {
        return signals == null ? Optional.empty() : signals.timeLeft();
    }

    /** Signals are handled until nothing is open any more: this, too, may take its time. */
    @Override
    public void close() {
        try {
            closeContext();
        } finally {
            if (signals != null) {
                signals.close();
            }
        }
    }

    private void closeContext() {
        context.close();
        try {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        } catch (IllegalStateException stopping) {
            // The signal was faster: the hook is closing the same rooms.
        }
    }
}
