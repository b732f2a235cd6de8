package org.periodclose;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a command left behind. */
public record Ended(List<String> command, int exitCode, String out, String err) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public JsonNode json() {
        return JSON.readTree(out);
    }

    /** Fails with everything that was printed if the command ended otherwise. */
    public Ended exited(int expected) {
        if (exitCode != expected) {
            throw new AssertionError(this + "\nshould have ended with " + expected);
        }
        return this;
    }

    @Override
    public String toString() {
        return command + " ended with " + exitCode + "\n--- standard output\n" + shortened(out)
                + "\n--- standard error\n" + shortened(err);
    }

    private static String shortened(String text) {
        return text.length() < 10_000 ? text : text.substring(0, 10_000) + " ...";
    }
}
