package org.periodclose.desk;

import javax.sql.DataSource;
import org.periodclose.adjusting.JournalPosting;
import org.periodclose.cancelling.Cancellation;
import org.periodclose.cancelling.Cancelling;
import org.periodclose.closing.CloseChecks;
import org.periodclose.closing.Valuation;
import org.periodclose.core.ledger.RunType;
import org.periodclose.evidence.Audit;
import org.periodclose.revaluing.Revaluation;
import org.periodclose.run.Engine;
import org.periodclose.run.Kind;
import org.periodclose.run.Laws;
import org.periodclose.run.RunConfiguration;
import org.periodclose.run.RunRecords;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The engine with the kinds of run that it knows. */
@Configuration(proxyBeanMethods = false)
@Import(RunConfiguration.class)
public class PostingConfiguration {
    @Bean
    public Kind adjustments() {
        return new JournalPosting.OfRun(RunType.TRANSACTION_ADJUSTMENT);
    }

    @Bean
    public Kind onHandAdjustments() {
        return new JournalPosting.OfRun(RunType.ON_HAND_ADJUSTMENT);
    }

    @Bean
    public Kind cancellations() {
        return new Cancellation.OfRun();
    }

    @Bean
    public Kind recalculations() {
        return new Valuation.OfRun(RunType.RECALCULATION);
    }

    @Bean
    public Kind closes() {
        return new Valuation.OfRun(RunType.CLOSE);
    }

    @Bean
    public Kind revaluations() {
        return new Revaluation.OfRun(RunType.REVALUATION);
    }

    @Bean
    public Kind conversions() {
        return new Revaluation.OfRun(RunType.STANDARD_COST_CONVERSION);
    }

    @Bean
    public CloseChecks closeChecks(Engine engine, JdbcClient jdbc) {
        return new CloseChecks(engine, jdbc);
    }

    @Bean
    public Posting posting(DataSource dataSource, JdbcClient jdbc, Engine engine, RunRecords runs) {
        return new Posting(dataSource, jdbc, engine, new Cancelling(jdbc, runs));
    }

    @Bean
    public Audit audit(PlatformTransactionManager transactions, JdbcClient jdbc, Laws laws, RunRecords runs) {
        return new Audit(transactions, jdbc, laws, runs);
    }
}
