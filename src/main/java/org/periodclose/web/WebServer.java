package org.periodclose.web;

import java.net.BindException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.periodclose.core.fault.EventCode;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.desk.ConsoleUsers;
import org.periodclose.desk.Serving;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The console while it is open. */
public final class WebServer implements Serving.Served {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

    private final ConsoleUsers users;
    private final ConfigurableApplicationContext context;
    private final CountDownLatch stopping = new CountDownLatch(1);

    private WebServer(ConsoleUsers users, ConfigurableApplicationContext context) {
        this.users = users;
        this.context = context;
    }

    /**
     * Opens the console.
     *
     * @param settings in the words of Spring Boot; {@code server.port}, {@code server.address} and {@code server.ssl} among them
     */
    public static WebServer open(Map<String, Object> settings) {
        ConsoleUsers users = ConsoleUsers.open(settings);
        try {
            users.requireConsole();
            requireThisMachine(users, settings);
            Map<String, Object> all = new HashMap<>(settings);
            all.put("spring.config.name", "console");
            ConfigurableApplicationContext context = new SpringApplicationBuilder(WebConfiguration.class)
                    .web(WebApplicationType.SERVLET)
                    .bannerMode(Banner.Mode.OFF)
                    .logStartupInfo(false)
                    .registerShutdownHook(false)
                    .addCommandLineProperties(false)
                    .properties(all)
                    .initializers((GenericApplicationContext fresh) -> {
                        fresh.getEnvironment()
                                .getPropertySources()
                                .addFirst(new MapPropertySource("command", whereItListens(settings)));
                        fresh.registerBean(ConsoleUsers.class, () -> users, bean -> bean.setDestroyMethodName(""));
                    })
                    .run();
            WebServer server = new WebServer(users, context);
            LOG.atInfo()
                    .addKeyValue(EventCode.FIELD, EventCode.CONSOLE_READY)
                    .log("the console is open at {}", server.address());
            return server;
        } catch (RuntimeException failure) {
            users.close();
            throw taken(failure);
        }
    }

    /** The command says it, not the environment: what is checked below is what is opened. */
    private static Map<String, Object> whereItListens(Map<String, Object> settings) {
        Map<String, Object> where = new HashMap<>(settings);
        where.keySet().removeIf(name -> !name.startsWith("server."));
        return where;
    }

    /** Whoever uses the embedded database is a user of this machine. */
    private static void requireThisMachine(ConsoleUsers users, Map<String, Object> settings) {
        Object address = settings.get("server.address");
        if (users.isEmbedded() && address != null && !LOOPBACK.contains(address.toString())) {
            throw new Refused(
                    FaultCode.WRONG_CONFIGURATION,
                    "the console over the embedded database is for this machine only, not for " + address,
                    "leave --address out, or use a database server of your own: SPRING_DATASOURCE_URL");
        }
    }

    private static RuntimeException taken(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException inUse) {
                return new Refused(
                        FaultCode.WRONG_CONFIGURATION,
                        "port " + inUse.getPort() + " is in use",
                        "stop what uses it, or give another one with --port");
            }
            if (cause instanceof BindException) {
                return new Refused(
                        FaultCode.WRONG_CONFIGURATION,
                        "the address cannot be listened on: " + cause.getMessage(),
                        "give an address of this machine with --address");
            }
        }
        return failure;
    }

    @Override
    public String address() {
        var server = ((WebServerApplicationContext) context).getWebServer();
        String given = context.getEnvironment().getProperty("server.address", "127.0.0.1");
        String host = given.equals("0.0.0.0") || given.equals("::") ? "localhost" : given;
        boolean tls = context.getEnvironment().containsProperty("server.ssl.bundle")
                || context.getEnvironment().containsProperty("server.ssl.certificate")
                || context.getEnvironment().containsProperty("server.ssl.key-store");
        return (tls ? "https://" : "http://") + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":"
                + (server == null ? 0 : server.getPort()) + "/";
    }

    @Override
    public boolean hasUsers() {
        return users.list().stream().anyMatch(user -> user.role() != null);
    }

    @Override
    public void stop(Outcome outcome) {
        context.getBean(Works.class).stop(outcome);
        stopping.countDown();
    }

    @Override
    public void cancelStatements() {
        context.getBean(Works.class).cancelStatements();
    }

    @Override
    public void await() {
        try {
            stopping.await();
            context.getBean(Works.class).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        context.close();
        users.close();
    }
}
