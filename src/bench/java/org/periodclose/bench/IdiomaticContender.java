package org.periodclose.bench;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.periodclose.core.inventory.Direction;
import org.periodclose.core.inventory.OriginalPosting;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.Adjustment;
import org.periodclose.core.settlement.Correspondence;
import org.periodclose.core.settlement.StornoRule;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.database.JdbcBatchItemWriter;
import org.springframework.batch.infrastructure.item.database.JdbcPagingItemReader;
import org.springframework.batch.infrastructure.item.database.Order;
import org.springframework.batch.infrastructure.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.infrastructure.item.database.builder.JdbcPagingItemReaderBuilder;
import org.springframework.batch.infrastructure.item.support.CompositeItemWriter;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * What Spring's guides would have a team write: a paging reader that hands out one line at a time, a processor, batched inserts and updates, a
 * running total on the transaction, a voucher line by upsert; chunks of 1,000. It has tables of its own, of which the accounts of each item are
 * worked out before the clock starts, and neither checks all rules nor runs the laws; these are in its favour.
 */
final class IdiomaticContender implements Contender {
    private static final int CHUNK = 1_000;

    private final ConfigurableApplicationContext context;
    private final JdbcClient jdbc;

    record Item(
            int itemId,
            int itemGroupId,
            long transactionId,
            BigDecimal amount,
            BigDecimal value,
            boolean open,
            String kind,
            int inventoryAccountId,
            int offsetAccountId) {}

    record Posted(
            int itemId,
            int itemGroupId,
            long transactionId,
            BigDecimal amount,
            int debit,
            int credit,
            BigDecimal ledgerAmount,
            boolean storno) {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        JdbcPagingItemReader<Item> reader(DataSource dataSource) throws Exception {
            return new JdbcPagingItemReaderBuilder<Item>()
                    .name("lines")
                    .dataSource(dataSource)
                    .selectClause("""
                            select a.line_id, a.item_id, i.item_group_id, t.id as transaction_id, a.amount, t.cost_amount + t.settled as value, t.open, t.kind,
                                   coalesce(own.id, i.inventory_account_id) as inventory_account_id,
                                   case when a.amount > 0 then i.profit_account_id else i.loss_account_id end as offset_account_id
                            """)
                    .fromClause("""
                            from idiomatic.adjustment a
                            join idiomatic.inventory_transaction t on t.id = a.inventory_transaction_id
                            join idiomatic.item i on i.item_id = a.item_id
                            left join main_account own on own.company_id = t.company_id and own.main_account = t.inventory_account
                            """)
                    .whereClause("where a.journal_id = 1")
                    .sortKeys(Map.of("line_id", Order.ASCENDING))
                    .pageSize(CHUNK)
                    .dataRowMapper(Item.class)
                    .build();
        }

        @Bean
        JdbcBatchItemWriter<Posted> settlements(DataSource dataSource) {
            return writer(dataSource, """
                    insert into idiomatic.settlement (item_id, inventory_transaction_id, amount, debit_account_id, credit_account_id, storno)
                    values (:itemId, :transactionId, :amount, :debit, :credit, :storno)
                    """);
        }

        @Bean
        JdbcBatchItemWriter<Posted> runningTotals(DataSource dataSource) {
            return writer(
                    dataSource,
                    "update idiomatic.inventory_transaction set settled = settled + :amount where id = :transactionId");
        }

        @Bean
        JdbcBatchItemWriter<Posted> voucherLines(DataSource dataSource) {
            return writer(dataSource, """
                    insert into idiomatic.voucher_line as l (item_group_id, item_id, debit_account_id, credit_account_id, storno, amount, settlements)
                    values (:itemGroupId, :itemId, :debit, :credit, :storno, :ledgerAmount, 1)
                    on conflict (item_group_id, item_id, debit_account_id, credit_account_id, storno)
                    do update set amount = l.amount + excluded.amount, settlements = l.settlements + 1
                    """);
        }

        private static JdbcBatchItemWriter<Posted> writer(DataSource dataSource, String sql) {
            return new JdbcBatchItemWriterBuilder<Posted>()
                    .dataSource(dataSource)
                    .sql(sql)
                    .beanMapped()
                    .build();
        }

        @Bean
        ItemProcessor<Item, Posted> processor() {
            return line -> {
                if (!line.open() || line.value().add(line.amount()).signum() < 0) {
                    throw new IllegalStateException("transaction " + line.transactionId() + " cannot be adjusted");
                }
                Adjustment adjustment =
                        new Adjustment(line.itemId(), line.transactionId(), Money.of("USD", line.amount()));
                OriginalPosting original = new OriginalPosting(
                        Direction.valueOf(line.kind()), line.inventoryAccountId(), line.offsetAccountId());
                Correspondence ledger = StornoRule.correspondence(original, adjustment.amount(), true);
                return new Posted(
                        line.itemId(),
                        line.itemGroupId(),
                        line.transactionId(),
                        line.amount(),
                        ledger.debit(),
                        ledger.credit(),
                        ledger.amount().amount(),
                        ledger.storno());
            };
        }

        @Bean
        Job postJournal(
                JobRepository repository,
                PlatformTransactionManager transactions,
                JdbcPagingItemReader<Item> reader,
                ItemProcessor<Item, Posted> processor,
                JdbcBatchItemWriter<Posted> settlements,
                JdbcBatchItemWriter<Posted> runningTotals,
                JdbcBatchItemWriter<Posted> voucherLines) {
            return new JobBuilder("postJournal", repository)
                    .start(new StepBuilder("post", repository)
                            .<Item, Posted>chunk(CHUNK)
                            .transactionManager(transactions)
                            .reader(reader)
                            .processor(processor)
                            .writer(new CompositeItemWriter<>(List.of(settlements, runningTotals, voucherLines)))
                            .build())
                    .build();
        }
    }

    IdiomaticContender(Server server, String database) {
        jdbc = server.jdbc(database);
        createTables();
        context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.datasource.url=" + server.url(database),
                        "--spring.datasource.username=postgres",
                        "--spring.main.lazy-initialization=false",
                        "--logging.level.root=warn");
    }

    private void createTables() {
        jdbc.sql("""
                        create schema idiomatic;
                        create table idiomatic.item as
                        select g.*, 1::bigint as journal_id from period_close.journal_item(1) g;
                        alter table idiomatic.item add primary key (item_id);
                        create table idiomatic.inventory_transaction as
                        select t.*, 0::numeric as settled from period_close.inventory_transaction t order by id;
                        alter table idiomatic.inventory_transaction add primary key (id), add unique (company_id, transaction_id);
                        create table idiomatic.adjustment as
                        select row_number() over (order by item_id, inventory_transaction_id) as line_id, a.* from period_close.adjustment a order by 1;
                        alter table idiomatic.adjustment add primary key (line_id);
                        create table idiomatic.settlement (
                            id bigint generated always as identity primary key,
                            item_id integer not null,
                            inventory_transaction_id bigint not null references idiomatic.inventory_transaction,
                            amount numeric not null,
                            debit_account_id integer not null references period_close.main_account,
                            credit_account_id integer not null references period_close.main_account,
                            storno boolean not null);
                        create table idiomatic.voucher_line (
                            id bigint generated always as identity primary key,
                            item_group_id integer not null,
                            item_id integer not null,
                            debit_account_id integer not null,
                            credit_account_id integer not null,
                            storno boolean not null,
                            amount numeric not null,
                            settlements bigint not null,
                            unique (item_group_id, item_id, debit_account_id, credit_account_id, storno));
                        """).update();
        jdbc.sql("vacuum (freeze, analyze)").update();
    }

    @Override
    public void post() {
        try {
            BatchStatus status = context.getBean(JobOperator.class)
                    .start(context.getBean(Job.class), new JobParameters())
                    .getStatus();
            if (status != BatchStatus.COMPLETED) {
                throw new IllegalStateException("the idiomatic job ended " + status);
            }
        } catch (JobExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Outcome outcome() {
        return Outcome.in("idiomatic", jdbc);
    }

    @Override
    public void close() {
        context.close();
    }
}
