package org.periodclose.inquiry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The beans of this room. */
@Configuration(proxyBeanMethods = false)
public class InquiryConfiguration {
    @Bean
    Inquiry inquiry(JdbcClient jdbc) {
        return new Inquiry(jdbc);
    }

    @Bean
    WorkersAtWork workersAtWork(JdbcClient jdbc) {
        return new WorkersAtWork(jdbc);
    }

    @Bean
    Estimates estimates(JdbcClient jdbc, Inquiry inquiry) {
        return new Estimates(jdbc, inquiry);
    }

    @Bean
    PostedAdjustments postedAdjustments(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new PostedAdjustments(jdbc, transactions);
    }

    @Bean
    Reconciliations reconciliations(JdbcClient jdbc) {
        return new Reconciliations(jdbc);
    }

    @Bean
    Explanations explanations(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new Explanations(jdbc, transactions);
    }

    @Bean
    CostChains costChains(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new CostChains(jdbc, transactions);
    }

    @Bean
    SettledInquiry settledInquiry(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new SettledInquiry(jdbc, transactions);
    }

    @Bean
    StockInquiry stockInquiry(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new StockInquiry(jdbc, transactions);
    }
}
