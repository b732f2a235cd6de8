package org.periodclose.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.periodclose.view.TextPage;
import org.periodclose.view.View;
import picocli.CommandLine.Option;

/** How a command talks; the same for all of them. */
final class OutputOptions {
    /** The forms of data. */
    enum Kind {
        TABLE,
        JSON,
        CSV;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The forms of the log. */
    enum LogFormat {
        PLAIN,
        ECS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--output",
            paramLabel = "table|json|csv",
            description = {
                "Form of the data on standard output (default: table). csv is for spreadsheets: an apostrophe stands",
                "before a text that a spreadsheet would compute, like =1+1 or -A1. Programs read json."
            })
    private Kind kind = Kind.TABLE;

    @Option(names = "--quiet", description = "Report only what went wrong.")
    private boolean quiet;

    @Option(names = "--verbose", description = "A detailed log, with stack traces.")
    private boolean verbose;

    @Option(names = "--no-color", description = "No colours, as with NO_COLOR in the environment.")
    private boolean plain;

    @Option(
            names = "--log-format",
            paramLabel = "plain|ecs",
            description = "Form of the log: lines for people (default) or ECS JSON for collectors.")
    private LogFormat logFormat = LogFormat.PLAIN;

    Kind kind() {
        return kind;
    }

    boolean quiet() {
        return quiet;
    }

    boolean barWanted() {
        return !quiet && !logIsForCollectors();
    }

    boolean verbose() {
        return verbose;
    }

    boolean logIsForCollectors() {
        return logFormat == LogFormat.ECS;
    }

    /** Where a collector reads the log, messages for people are log records, too. */
    private Console heard(Console console) {
        return logIsForCollectors() ? console.withErr(LogLines.ofFaults()) : console;
    }

    void say(String message, Console console) {
        (logIsForCollectors() ? LogLines.ofNews() : console.err()).println(message);
    }

    void show(View<?> view, Console console) {
        write(view, kind, heard(console));
    }

    /** Only what is no data. */
    void showMessages(View<?> view, Console console) {
        view.messages().forEach(heard(console).err()::println);
    }

    void showBeside(View<?> view, Console console) {
        write(view, Kind.TABLE, heard(console));
    }

    /** While nothing is open there is no log yet that a collector could read. */
    void showBeforeTheLog(View<?> view, Console console) {
        write(view, kind, console);
    }

    private void write(View<?> view, Kind form, Console to) {
        switch (form) {
            case TABLE -> view.text(new TextPage(to.out(), to.err(), to.colour(plain), to.width(), quiet));
            case JSON -> view.json(to.out());
            case CSV -> view.csv(to.out()).forEach(to.err()::println);
        }
    }

    /** The settings of the log, as Spring Boot names them. */
    Map<String, Object> logging() {
        Map<String, Object> settings = new LinkedHashMap<>();
        if (logFormat == LogFormat.ECS) {
            settings.put("logging.config", "classpath:logback-ecs.xml");
            settings.put("logging.structured.ecs.service.name", "period-close");
        }
        settings.put("logging.level.root", quiet ? "ERROR" : "WARN");
        if (!verbose) {
            // Spring Batch logs a stack trace for whatever ends a step; the command reports the cause itself, once.
            settings.put("logging.level.org.springframework.batch.core.step", "OFF");
            settings.put("logging.level.org.springframework.batch.core.job", "OFF");
            // So does Spring for what it meets at the start.
            settings.put("logging.level.org.springframework.boot.SpringApplication", "OFF");
            settings.put("logging.level.org.springframework.context", "OFF");
            // So does the driver: it logs the address as it is.
            settings.put("logging.level.org.postgresql", "OFF");
            // So do the pool and the transactions for a session that the server has ended; the run says so itself.
            settings.put("logging.level.com.zaxxer.hikari", "ERROR");
            settings.put("logging.level.org.springframework.transaction", "OFF");
            settings.put("logging.level.org.springframework.boot.diagnostics", "OFF");
        }
        settings.put("logging.level.org.periodclose", verbose ? "DEBUG" : quiet ? "ERROR" : "INFO");
        return settings;
    }
}
