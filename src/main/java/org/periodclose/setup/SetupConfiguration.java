package org.periodclose.setup;

import org.periodclose.intake.Importer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The beans of this room. */
@Configuration(proxyBeanMethods = false)
public class SetupConfiguration {
    @Bean
    public CompanySetup companySetup(PlatformTransactionManager transactions, JdbcClient jdbc, Importer importer) {
        return new CompanySetup(transactions, jdbc, importer);
    }
}
