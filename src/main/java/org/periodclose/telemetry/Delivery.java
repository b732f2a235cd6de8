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

/** Brings something to listeners, to each in its own thread. A listener that is away costs one warning and {@link #PATIENCE}, never the run. */
final class Delivery {
    static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration TO_CONNECT = Duration.ofSeconds(2);

    /** One thing on its way. */
    record Parcel(String what, URI to, Future<?> arrival) {}

    /** Makes and sends what is to be delivered. */
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    private final ExecutorService carriers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "telemetry");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(TO_CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final List<Parcel> underWay = new ArrayList<>();
    private final Set<URI> warned = new HashSet<>();

    void begin(String what, URI to, Work work) {
        underWay.add(new Parcel(what, to, carriers.submit(() -> {
            work.run();
            return null;
        })));
    }

    /** Something that is needed for a parcel and may take its time. */
    <T> Future<T> submit(Callable<T> work) {
        return carriers.submit(work);
    }

    /**
     * Waits until everything that is under way has arrived, or is given up.
     *
     * @param until when all that is left is given up, as {@link System#nanoTime}
     */
    void finish(long until) {
        for (Parcel parcel : underWay) {
            try {
                parcel.arrival().get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                lost(parcel, e.getCause());
            } catch (TimeoutException e) {
                lost(parcel, e);
                parcel.arrival().cancel(true);
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
            throw new IOException("it answers " + status);
        }
    }

    private void lost(Parcel parcel, @Nullable Throwable cause) {
        if (warned.add(parcel.to())) {
            LOG.atWarn()
                    .addKeyValue(EventCode.FIELD, EventCode.TELEMETRY_LOST)
                    .log(
                            "{} did not reach {}: {}; the posting is not touched by that",
                            parcel.what(),
                            nameOf(parcel.to()),
                            reason(cause));
        }
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
            return "no answer in time";
        }
        return cause instanceof ConnectException ? "nobody listens there" : String.valueOf(cause);
    }

    /** An address for the log: without path and user, which may be keys. */
    static String nameOf(URI address) {
        return address.getScheme() + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
    }

    private static URI withoutUser(URI address) {
        String user = address.getRawUserInfo();
        return user == null ? address : URI.create(address.toString().replaceFirst("//[^@/]*@", "//"));
    }
}
