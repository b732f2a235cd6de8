package org.periodclose.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** What is sent as a file: whole, or so that its receiver sees that it is not. */
final class Sent extends FilterOutputStream {
    private boolean gone;

    private Sent(OutputStream out) {
        super(out);
    }

    /** Writes a file. */
    @FunctionalInterface
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    /**
     * Sends it. Who has gone away meanwhile gets nothing more, and that is no failure.
     *
     * @throws RuntimeException the failure of what writes it; the response is empty again, or, if some of it is on its way, has not been ended:
     *     then the server breaks the connection when it is thrown on
     */
    static void whole(HttpServletResponse response, Content content) {
        Sent sent = null;
        try {
            sent = new Sent(response.getOutputStream());
            content.write(sent);
            sent.out.close();
        } catch (IOException | RuntimeException failure) {
            if (sent != null && sent.gone) {
                return;
            }
            if (!response.isCommitted()) {
                response.reset();
            }
            throw failure instanceof RuntimeException unchecked
                    ? unchecked
                    : new UncheckedIOException((IOException) failure);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException away) {
            gone = true;
            throw away;
        }
    }

    @Override
    public void flush() {
        // A writer need not know when the response goes out.
    }

    /** Not the response: a writer closes what it writes to, also when it fails. */
    @Override
    public void close() {}
}
