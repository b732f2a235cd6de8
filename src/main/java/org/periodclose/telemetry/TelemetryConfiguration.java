package org.periodclose.telemetry;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of this room that watch the job and read the database; used only if there is a listener. */
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
