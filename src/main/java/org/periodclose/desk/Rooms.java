package org.periodclose.desk;

import java.util.Map;
import java.util.stream.Collectors;
import org.periodclose.adjusting.JournalConfiguration;
import org.periodclose.database.DatabaseConfiguration;
import org.periodclose.inquiry.InquiryConfiguration;
import org.periodclose.intake.IntakeConfiguration;
import org.periodclose.workers.WorkersConfiguration;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;

/** All rooms; of them nothing starts but what is asked for. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    ProjectInfoAutoConfiguration.class,
    JdbcClientAutoConfiguration.class
})
@Import({
    DatabaseConfiguration.class,
    IntakeConfiguration.class,
    JournalConfiguration.class,
    PostingConfiguration.class,
    InquiryConfiguration.class,
    WorkersConfiguration.class,
    ConsoleConfiguration.class
})
class Rooms {
    private static final String PREFIX = "period-close.";

    /** For a log without a database. */
    @Configuration(proxyBeanMethods = false)
    static class None {}

    static SpringApplicationBuilder application(Class<?> rooms, Map<String, Object> settings) {
        return new SpringApplicationBuilder(rooms)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .lazyInitialization(true)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .addCommandLineProperties(false)
                .properties(settings)
                .initializers(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("command", ofTheProgram(settings))));
    }

    /** For several that are open at the same time: each would set up the log anew, when it opens and when it closes, while others write to it. */
    static SpringApplicationBuilder besideOthers(SpringApplicationBuilder rooms) {
        SpringApplication application = rooms.application();
        application.setListeners(application.getListeners().stream()
                .filter(listener -> !(listener instanceof LoggingApplicationListener))
                .toList());
        return rooms;
    }

    /** What a command says of the program counts more than what the environment says. */
    private static Map<String, Object> ofTheProgram(Map<String, Object> settings) {
        return settings.entrySet().stream()
                .filter(setting -> setting.getKey().startsWith(PREFIX))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
