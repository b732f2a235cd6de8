package org.periodclose.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What the build says it is. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "period-close " + number(), "Java " + Runtime.version() + ", " + System.getProperty("os.name")
        };
    }

    private static String number() {
        try (InputStream build = Version.class.getResourceAsStream("/META-INF/build-info.properties")) {
            Properties properties = new Properties();
            if (build != null) {
                properties.load(build);
            }
            return properties.getProperty("build.version", "(not built by Maven)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
