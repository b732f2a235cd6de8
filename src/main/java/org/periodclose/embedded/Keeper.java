package org.periodclose.embedded;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.periodclose.core.fault.EventCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A keeper that this command started.
 *
 * @param logStart the position in the log where it begins to write
 */
record Keeper(Process process, long logStart) {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final String PROGRAM = "org.periodclose.PeriodClose";
    private static final String BOOT_LOADER = "org.springframework.boot.loader.";
    private static final long LOG_LIMIT = 4L << 20;

    /** Starts this program as keeper of a directory. Signals of this terminal do not reach the keeper. */
    static Keeper start(ServerDirectory directory) throws IOException {
        LOG.atInfo()
                .addKeyValue(EventCode.FIELD, EventCode.SERVER_STARTING)
                .log("starting the embedded PostgreSQL in {}", directory.root());
        if (Files.exists(directory.log()) && Files.size(directory.log()) > LOG_LIMIT) {
            Files.delete(directory.log());
        }
        List<String> command = new ArrayList<>();
        if (Programs.find("setsid").isPresent()) {
            command.add("setsid");
        }
        command.addAll(List.of("sh", "-c", "trap '' INT HUP TERM; exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(program());
        command.add(EmbeddedServerKeeper.ARGUMENT);
        command.add(directory.root().toString());
        Redirect log = Redirect.appendTo(directory.log().toFile());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log)
                .redirectError(log)
                .directory(directory.root().toFile());
        // The keeper must not inherit options of the command, such as an agent or a large heap.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        long logStart = Files.exists(directory.log()) ? Files.size(directory.log()) : 0;
        return new Keeper(builder.start(), logStart);
    }

    /** The arguments of java that start this program again. */
    private static List<String> program() throws IOException {
        String path = System.getProperty("java.class.path");
        String absolute = Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(path)
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        if (isOurJar(Path.of(absolute.split(File.pathSeparator, 2)[0])) && !path.contains(File.pathSeparator)) {
            return List.of("-jar", absolute);
        }
        String main = System.getProperty("sun.java.command", "").split(" ", 2)[0];
        return List.of("-cp", absolute, main.startsWith(BOOT_LOADER) ? main : PROGRAM);
    }

    private static boolean isOurJar(Path jar) throws IOException {
        if (!jar.toString().endsWith(".jar") || !Files.isRegularFile(jar)) {
            return false;
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            return manifest != null
                    && manifest.getMainAttributes().values().contains(PROGRAM)
                    && manifest.getMainAttributes().getValue("Main-Class") != null;
        }
    }
}
