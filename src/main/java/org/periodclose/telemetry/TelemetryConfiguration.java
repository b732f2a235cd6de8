package org.periodclose.telemetry;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What listens in the job and reads the database; only there when somebody wants to know. */
@Configuration(proxyBeanMethods = false)
public class TelemetryConfiguration {
    @Bean
    public JobWatch jobWatch() {
        return new JobWatch();
    }

    @Bean
    public RunTotals runTotals(DataSource dataSource) {
        return new RunTotals(dataSource);
    }
}
