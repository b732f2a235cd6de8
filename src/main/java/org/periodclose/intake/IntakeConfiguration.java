package org.periodclose.intake;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** The import, ready to use. */
@Configuration(proxyBeanMethods = false)
public class IntakeConfiguration {
    @Bean
    Importer importer(DataSource dataSource, PlatformTransactionManager transactionManager) {
        return new Importer(dataSource, transactionManager);
    }
}
