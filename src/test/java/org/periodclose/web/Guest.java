package org.periodclose.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.periodclose.Patience;

/** Somebody who uses the console without a browser: cookies are kept, forms are sent with the token of the page before. */
final class Guest {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String address;
    private String token = "";

    /** What came back, redirections not followed. */
    record Page(int status, String body, HttpResponse<byte[]> response) {
        String leadsTo() {
            return response.headers()
                    .firstValue("Location")
                    .map(to -> to.replaceFirst("^https?://[^/]+", ""))
                    .orElse("");
        }

        boolean isBeingComputed() {
            return body.contains("id=\"waits\"");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** What a person reads. */
        String text() {
            return body.replaceAll("(?s)<(script|style).*?</\\1>", " ")
                    .replaceAll("<[^>]*>", " ")
                    .replace("&quot;", "\"")
                    .replace("&#39;", "'")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&amp;", "&")
                    .replaceAll("\\s+", " ")
                    .strip();
        }

        /** The hidden fields of the form that sends to an address; the last of them if there are several. */
        List<String> fields(String action) {
            int at = body.lastIndexOf("action=\"" + action + "\"");
            if (at < 0) {
                throw new AssertionError("there is no form " + action + " in: " + text());
            }
            String form = body.substring(at, body.indexOf("</form>", at));
            List<String> fields = new ArrayList<>();
            Matcher hidden = HIDDEN.matcher(form);
            while (hidden.find()) {
                fields.add(hidden.group(1));
                fields.add(hidden.group(2)
                        .replace("&quot;", "\"")
                        .replace("&#39;", "'")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&"));
            }
            return fields;
        }
    }

    Guest(String address) {
        this.address = address.replaceFirst("/$", "");
    }

    /** Somebody who has signed in. */
    static Guest signedIn(String address, String name, String password) {
        Guest guest = new Guest(address);
        Page answer = guest.signIn(name, password);
        if (!answer.leadsTo().equals("/")) {
            throw new AssertionError(name + " cannot sign in: " + answer.leadsTo());
        }
        return guest;
    }

    Page signIn(String name, String password) {
        get("/sign-in");
        return post("/sign-in", "name", name, "password", password);
    }

    /** A page when it has been computed. */
    Page get(String path, String... headers) {
        Page[] last = {look(path, headers)};
        if (last[0].isBeingComputed()) {
            Patience.await().until(() -> {
                last[0] = look(path, headers);
                return !last[0].isBeingComputed();
            });
        }
        return last[0];
    }

    /** A page as it is now. */
    Page look(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofMinutes(2));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.GET().build());
    }

    /** @param fields name, value, name, value … */
    Page post(String path, String... fields) {
        return post(path, List.of(fields));
    }

    Page post(String path, List<String> fields) {
        List<String> all = new ArrayList<>(fields);
        if (!all.contains("_csrf")) {
            all.add("_csrf");
            all.add(token);
        }
        return send(request(path, all).build());
    }

    /** As the script of a page does. */
    Page postByScript(String path, String... fields) {
        List<String> all = new ArrayList<>(List.of(fields));
        all.addAll(List.of("_csrf", token));
        return send(request(path, all).header("X-Requested-With", "console").build());
    }

    Page postWithoutToken(String path, String... fields) {
        return send(request(path, List.of(fields)).build());
    }

    private HttpRequest.Builder request(String path, List<String> fields) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.size(); i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(encoded(fields.get(i)))
                    .append('=')
                    .append(encoded(fields.get(i + 1)));
        }
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofMinutes(2))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString()));
    }

    /** A form with a file. */
    Page upload(String path, String field, String name, byte[] content, String... fields) {
        String boundary = "----period-close";
        StringBuilder head = new StringBuilder();
        List<String> all = new ArrayList<>(List.of(fields));
        all.addAll(List.of("_csrf", token));
        for (int i = 0; i < all.size(); i += 2) {
            head.append("--")
                    .append(boundary)
                    .append("\r\nContent-Disposition: form-data; name=\"")
                    .append(all.get(i));
            head.append("\"\r\n\r\n").append(all.get(i + 1)).append("\r\n");
        }
        head.append("--")
                .append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"")
                .append(field);
        head.append("\"; filename=\"").append(name).append("\"\r\nContent-Type: text/csv\r\n\r\n");
        return send(HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofMinutes(2))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .header("Accept", "text/html")
                .POST(HttpRequest.BodyPublishers.ofByteArrays(List.of(
                        head.toString().getBytes(StandardCharsets.UTF_8),
                        content,
                        ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8))))
                .build());
    }

    /** Sends a form and follows it to what came of the work. */
    Page work(String path, String... fields) {
        return outcome(post(path, fields));
    }

    Page work(String path, List<String> fields) {
        return outcome(post(path, fields));
    }

    Page outcome(Page begun) {
        if (begun.status() != 302) {
            return begun;
        }
        String to = begun.leadsTo();
        Page[] last = {get(to)};
        Patience.await().until(() -> {
            last[0] = get(to);
            return !last[0].body().contains("data-live=\"true\"");
        });
        return last[0];
    }

    List<String> cookies() {
        return cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .toList();
    }

    private Page send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            String body = new String(response.body(), StandardCharsets.UTF_8);
            Matcher found = TOKEN.matcher(body);
            if (found.find()) {
                token = found.group(1);
            }
            return new Page(response.statusCode(), body, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(@Nullable String text) {
        return URLEncoder.encode(text == null ? "" : text, StandardCharsets.UTF_8);
    }
}
