package org.periodclose.telemetry;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A real listener, who keeps what arrives. */
public final class Listener implements AutoCloseable {
    /** What arrived. */
    public record Heard(String method, String path, Map<String, List<String>> headers, ByteString body) {
        public String text() {
            return body.toString(StandardCharsets.UTF_8);
        }
    }

    private final HttpServer server;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch silence;

    private Listener(int status, CountDownLatch silence) {
        this.silence = silence;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            ByteString body = ByteString.readFrom(exchange.getRequestBody());
            heard.add(new Heard(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    body));
            try {
                silence.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    public static Listener answering(int status) {
        return new Listener(status, new CountDownLatch(0));
    }

    /** Takes what comes and never answers. */
    public static Listener silent() {
        return new Listener(200, new CountDownLatch(1));
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public List<Heard> heard() {
        return List.copyOf(heard);
    }

    public List<Heard> heard(String path) {
        return heard.stream().filter(one -> one.path().equals(path)).toList();
    }

    public void forget() {
        heard.clear();
    }

    @Override
    public void close() {
        silence.countDown();
        server.stop(0);
    }
}
