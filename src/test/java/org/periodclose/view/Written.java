package org.periodclose.view;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Results as a command writes them, kept. */
public final class Written {
    private static final int WIDTH = 120;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private static PrintStream stream(ByteArrayOutputStream kept) {
        return new PrintStream(kept, true, StandardCharsets.UTF_8);
    }

    public void table(View<?> view) {
        table(view, false, WIDTH, false);
    }

    void table(View<?> view, boolean colour, int width, boolean quiet) {
        view.text(new TextPage(stream(out), stream(err), colour, width, quiet));
    }

    public void quiet(View<?> view) {
        table(view, false, WIDTH, true);
    }

    public void json(View<?> view) {
        view.json(stream(out));
    }

    public void csv(View<?> view) {
        view.csv(stream(out)).forEach(stream(err)::println);
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
