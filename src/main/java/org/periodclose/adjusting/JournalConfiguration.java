package org.periodclose.adjusting;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The beans of this room. */
@Configuration(proxyBeanMethods = false)
public class JournalConfiguration {
    @Bean
    public Proposing proposing(PlatformTransactionManager transactions, JdbcTemplate template) {
        return new Proposing(transactions, template);
    }

    @Bean
    public JournalDesk journalDesk(PlatformTransactionManager transactions, JdbcClient jdbc) {
        return new JournalDesk(transactions, jdbc);
    }

    @Bean
    public OpenReceipts openReceipts(PlatformTransactionManager transactions, JdbcTemplate template) {
        return new OpenReceipts(transactions, template);
    }

    @Bean
    public TypedJournals typedJournals(
            PlatformTransactionManager transactions, JdbcTemplate template, OpenReceipts receipts) {
        return new TypedJournals(transactions, template, receipts);
    }
}
