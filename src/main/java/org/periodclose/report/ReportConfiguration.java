package org.periodclose.report;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The beans of this room. */
@Configuration(proxyBeanMethods = false)
public class ReportConfiguration {
    @Bean
    Reports reports(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new Reports(jdbc, transactions);
    }
}
