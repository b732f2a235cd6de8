package org.periodclose.telemetry;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.EventCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends data to listeners, each in its own thread. An unreachable listener costs one warning and {@link #PATIENCE}; it does not affect the run. */
final class Delivery {
    static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /** One delivery. */
    record Sending(String what, URI to, Future<?> result) {}

    /** Makes and sends the data of one delivery. */
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "telemetry");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final List<Sending> underWay = new ArrayList<>();
    private final Set<URI> warned = new HashSet<>();

    void begin(String what, URI to, Work work) {
        underWay.add(new Sending(what, to, threads.submit(() -> {
            work.run();
            return null;
        })));
    }

    /** Starts work that provides data for a delivery. */
    <T> Future<T> submit(Callable<T> work) {
        return threads.submit(work);
    }

    /**
     * Waits until all deliveries have ended.
     *
     * @param until when to give up the remaining deliveries, as {@link System#nanoTime}
     */
    void finish(long until) {
        for (Sending sending : underWay) {
            try {
                sending.result().get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                lost(sending, e.getCause());
            } catch (TimeoutException e) {
                lost(sending, e);
                sending.result().cancel(true);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        underWay.clear();
    }

    void get(URI to) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(withoutUser(to)).GET(), to);
    }

    void post(URI to, String contentType, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(withoutUser(to))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        send(request, to);
    }

    private void send(HttpRequest.Builder request, URI to) throws IOException, InterruptedException {
        if (to.getUserInfo() != null) {
            request.setHeader(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(to.getUserInfo().getBytes(StandardCharsets.UTF_8)));
        }
        int status = http.send(
                        request.timeout(PATIENCE)
                                .setHeader("User-Agent", TelemetrySettings.SERVICE)
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status >= 300) {
            throw new IOException("it answered " + status);
        }
    }

    private void lost(Sending sending, @Nullable Throwable cause) {
        if (warned.add(sending.to())) {
            LOG.atWarn()
                    .addKeyValue(EventCode.FIELD, EventCode.TELEMETRY_LOST)
                    .log(
                            "{} did not reach {}: {}; the posting is not affected",
                            sending.what(),
                            nameOf(sending.to()),
                            reason(cause));
        }
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
            return "no answer in time";
        }
        return cause instanceof ConnectException ? "connection refused" : String.valueOf(cause);
    }

    /** An address for the log: without path and user, which may contain keys. */
    static String nameOf(URI address) {
        return address.getScheme() + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
    }

    private static URI withoutUser(URI address) {
        String user = address.getRawUserInfo();
        return user == null ? address : URI.create(address.toString().replaceFirst("//[^@/]*@", "//"));
    }
}
