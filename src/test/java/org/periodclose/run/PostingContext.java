package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.adjusting.PostRequest;
import org.periodclose.cancelling.CancelRequest;
import org.periodclose.core.ledger.Specification;
import org.periodclose.database.TestDatabase;
import org.periodclose.desk.Posting;
import org.periodclose.desk.PostingConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
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
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The posting room at work on a database of its own, with one small company. */
final class PostingContext implements AutoCloseable {
    final String url;
    final JdbcClient jdbc;
    private final ConfigurableApplicationContext context;
    private final Class<?>[] more;

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        BatchAutoConfiguration.class,
        BatchJdbcAutoConfiguration.class
    })
    @Import(PostingConfiguration.class)
    static class Application {}

    PostingContext(String... properties) {
        this("postgres", List.of(properties));
    }

    /** The job runs as another database user than the one that keeps the tables. */
    PostingContext(String user, List<String> properties) {
        this(TestDatabase.freshUrl(), user, properties);
    }

    /** The engine with one more kind of run. */
    PostingContext(Class<?> kind, String... properties) {
        this(TestDatabase.freshUrl(), "postgres", List.of(properties), kind);
    }

    private PostingContext(String url, String user, List<String> properties, Class<?>... more) {
        this.url = url;
        this.more = more;
        this.jdbc = JdbcClient.create(TestDatabase.dataSource(url));
        context = new SpringApplicationBuilder(Application.class)
                .sources(more)
                .web(WebApplicationType.NONE)
                .run(Stream.concat(
                                Stream.of(
                                        "spring.datasource.url=" + url.replaceFirst("[?].*", ""),
                                        "spring.datasource.username=" + user),
                                properties.stream())
                        .map(property -> "--" + property)
                        .toArray(String[]::new));
    }

    /** As another process on the same database. */
    PostingContext another(String... properties) {
        return new PostingContext(url, "postgres", List.of(properties), more);
    }

    /** As another process of another database user on the same database. */
    PostingContext anotherOf(String user, String... properties) {
        return new PostingContext(url, user, List.of(properties), more);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    List<RunResult> post(PostRequest request) {
        return bean(Posting.class).post(request, new StopRequest(), (journal, done, lines) -> {});
    }

    List<RunResult> post(PostRequest request, StopRequest stop) {
        return bean(Posting.class).post(request, stop, (journal, done, lines) -> {});
    }

    /** The posting of a journal. */
    Work work(String company, String journal) {
        return request(company, journal).of(company, jdbc).get(0).work(jdbc);
    }

    /** Works as who has the lock of the company and layer of a journal. */
    void holdingTheLock(String company, String journal, Consumer<RunSession> action) throws SQLException {
        Tries tries = new Tries(new StopRequest(), (of, done, lines) -> {});
        assertThat(bean(RunLock.class).whileHeld(work(company, journal), tries, session -> {
                    action.accept(session);
                    return true;
                }))
                .contains(true);
    }

    VoucherPosting voucherPosting(RunSession session) {
        return new VoucherPosting(session.transactions(), bean(RunRecords.class), "test");
    }

    List<RunResult> cancel(CancelRequest request) {
        return bean(Posting.class).cancel(request, new StopRequest(), (journal, done, lines) -> {});
    }

    List<String> rows(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }

    static PostRequest request(String company, String journal) {
        return request(company, List.of(journal));
    }

    /** The night: all journals of all companies. */
    static PostRequest everything() {
        return request(null, List.of());
    }

    private static PostRequest request(@Nullable String company, List<String> journals) {
        return new PostRequest(
                company,
                journals,
                LocalDate.of(2025, 10, 31),
                Specification.ITEM_GROUP,
                null,
                null,
                null,
                false,
                null,
                false,
                LocalDate.of(2025, 11, 1));
    }

    /** What was posted here is what was posted there, byte by byte. */
    void hasPostedTheSameAs(PostingContext other) {
        for (String bytes : List.of(
                "select checksum from posting_run",
                "select voucher_line::text from voucher_line order by line",
                "select settlement::text from settlement order by inventory_transaction_id")) {
            assertThat(rows(bytes)).isEqualTo(other.rows(bytes));
        }
    }

    /** The journal of the small company is posted as by a run that nobody disturbed. */
    void hasPostedTheSameAsUndisturbed() {
        try (PostingContext undisturbed = new PostingContext().withSmallCompany()) {
            undisturbed.post(StoppedRun.REQUEST);
            hasPostedTheSameAs(undisturbed);
        }
    }

    PostingContext withSmallCompany() {
        SmallCompany.into(jdbc);
        return this;
    }

    @Override
    public void close() {
        context.close();
    }
}
