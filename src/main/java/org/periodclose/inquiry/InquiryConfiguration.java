package org.periodclose.inquiry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans of this room. */
@Configuration(proxyBeanMethods = false)
public class InquiryConfiguration {
    @Bean
    Inquiry inquiry(JdbcClient jdbc) {
        return new Inquiry(jdbc);
    }
}
