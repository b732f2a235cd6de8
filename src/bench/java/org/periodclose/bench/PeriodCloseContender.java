package org.periodclose.bench;

import java.time.LocalDate;
import java.util.List;
import org.periodclose.adjusting.PostRequest;
import org.periodclose.core.ledger.Specification;
import org.periodclose.database.Schema;
import org.periodclose.desk.Posting;
import org.periodclose.desk.PostingConfiguration;
import org.periodclose.run.RunResult;
import org.periodclose.run.StopRequest;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Period Close itself, as {@code post} calls it. */
final class PeriodCloseContender implements Contender {
    static final LocalDate POSTING_DATE = LocalDate.of(2025, 12, 31);

    private final ConfigurableApplicationContext context;
    private final Posting posting;
    private final JdbcClient jdbc;
    private final PostRequest request;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(PostingConfiguration.class)
    static class Application {}

    private PeriodCloseContender(Server server, String database, Specification specification, boolean dryRun) {
        this.context = start(server, database);
        this.posting = warm(context);
        this.jdbc = server.jdbc(database);
        this.request = allJournals(specification, dryRun);
    }

    static PostRequest allJournals(Specification specification, boolean dryRun) {
        return new PostRequest(
                Workload.COMPANY,
                List.of(),
                POSTING_DATE,
                specification,
                null,
                null,
                null,
                dryRun,
                null,
                false,
                POSTING_DATE);
    }

    static ConfigurableApplicationContext start(Server server, String database) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.datasource.url=" + server.url(database),
                        "--spring.datasource.username=postgres",
                        "--logging.level.root=warn");
    }

    static Contender.Entry at(Specification specification) {
        return (server, database) -> new PeriodCloseContender(server, database, specification, false);
    }

    static Contender.Entry dryRunAt(Specification specification) {
        return (server, database) -> new PeriodCloseContender(server, database, specification, true);
    }

    /** Connects and asks for a journal that is not there. */
    static Posting warm(ConfigurableApplicationContext context) {
        Posting posting = context.getBean(Posting.class);
        posting.post(warmUp(), new StopRequest(), (journal, done, lines) -> {});
        return posting;
    }

    private static PostRequest warmUp() {
        return new PostRequest(
                Workload.COMPANY,
                List.of("none"),
                POSTING_DATE,
                null,
                null,
                null,
                null,
                true,
                null,
                false,
                POSTING_DATE);
    }

    @Override
    public void post() {
        requirePosted(posting.post(request, new StopRequest(), (journal, done, lines) -> {}));
    }

    static void requirePosted(List<RunResult> results) {
        for (RunResult result : results) {
            if (result instanceof RunResult.NotPosted refused) {
                throw new IllegalStateException(refused.faults().get(0).toString());
            }
        }
    }

    @Override
    public Outcome outcome() {
        return Outcome.in(Schema.NAME, jdbc);
    }

    @Override
    public String phases() {
        return phases(jdbc);
    }

    /** The steps of the last run. */
    static String phases(JdbcClient jdbc) {
        return jdbc.sql("""
                        select string_agg(format('%s %s s', step_name, round(extract(epoch from end_time - start_time), 2)), ', ' order by step_execution_id)
                          from batch.batch_step_execution
                         where job_execution_id = (select max(job_execution_id) from batch.batch_job_execution)
                        """).query(String.class).optional().orElse("");
    }

    @Override
    public void close() {
        context.close();
    }
}
