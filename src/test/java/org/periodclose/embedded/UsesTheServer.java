package org.periodclose.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A program for tests: uses the embedded server of a directory, says where it is, and waits to be ended. */
final class UsesTheServer {
    static final String PORT = "port ";

    private UsesTheServer() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedServer server = EmbeddedServer.in(Path.of(arguments[0]));
        System.out.println(PORT + server.login().port());
        new CountDownLatch(1).await();
    }
}
