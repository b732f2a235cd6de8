package org.periodclose.desk;

import org.periodclose.adjusting.OpenReceipts;
import org.periodclose.adjusting.Proposing;
import org.periodclose.adjusting.TypedJournals;
import org.periodclose.setup.CompanySetup;
import org.periodclose.setup.SetupConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What people change themselves: companies and amounts. */
@Configuration(proxyBeanMethods = false)
@Import(SetupConfiguration.class)
public class ConsoleConfiguration {
    @Bean
    Setup setup(CompanySetup companies) {
        return new Setup(companies);
    }

    @Bean
    Typing typing(OpenReceipts receipts, TypedJournals journals, Proposing proposing) {
        return new Typing(receipts, journals, proposing);
    }
}
