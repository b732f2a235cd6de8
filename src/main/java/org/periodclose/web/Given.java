package org.periodclose.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.BookDates;
import org.periodclose.core.ledger.Run;
import org.springframework.util.MultiValueMap;
import org.springframework.web.multipart.MultipartFile;

/** What a user has filled in. All that is wrong about it is found before anything is begun: see {@link #check}. */
final class Given {
    private static final String NUMBER = "-?[0-9]{1,20}([.][0-9]{1,10})?";

    private final MultiValueMap<String, String> values;
    private final Map<String, MultipartFile> files;
    private final Words words;
    private final @Nullable Result looked;
    private final List<Fault> faults = new ArrayList<>();

    Given(MultiValueMap<String, String> values, Map<String, MultipartFile> files, Words words) {
        this(values, files, words, null);
    }

    /** @param looked what the look has shown from which this is sent; null: it comes from no look */
    Given(
            MultiValueMap<String, String> values,
            Map<String, MultipartFile> files,
            Words words,
            @Nullable Result looked) {
        this.values = values;
        this.files = files;
        this.words = words;
        this.looked = looked;
    }

    /** What the look has kept; null: nothing, or there was none. */
    <T> @Nullable T looked(Function<Result, @Nullable T> kept) {
        return looked == null ? null : kept.apply(looked);
    }

    /** @throws Refused if something is wrong */
    void check() {
        Refused.ifAny(faults);
    }

    /** Null: nothing was filled in. */
    @Nullable
    String text(String name) {
        String value = values.getFirst(name);
        if (value == null) {
            return null;
        }
        String text = Text.trim(value);
        if (text.isEmpty()) {
            return null;
        }
        requireSeen(name, text);
        return text;
    }

    private void requireSeen(String name, String text) {
        int unseen = Text.firstUnseen(text);
        if (unseen >= 0 && unseen != '\n' && unseen != '\r') {
            wrong(name, Text.quoted(text) + " has the character " + Text.code(unseen), "remove the character");
        }
    }

    String required(String name) {
        String text = text(name);
        if (text == null) {
            wrong(name, "is empty", "fill it in");
            return "";
        }
        return text;
    }

    boolean flag(String name) {
        return "true".equals(values.getFirst(name));
    }

    @Nullable
    LocalDate date(String name) {
        return parsed(name, text -> {
            try {
                LocalDate date = LocalDate.parse(text);
                String wrong = BookDates.wrongWith(date);
                if (wrong != null) {
                    throw new DateTimeException(wrong);
                }
                return date;
            } catch (DateTimeException e) {
                wrong(name, Text.quoted(text) + " is not a date of the books", "give one like 2025-10-31");
                return null;
            }
        });
    }

    LocalDate date(String name, LocalDate otherwise) {
        LocalDate date = date(name);
        return date == null ? otherwise : date;
    }

    /** A number as it is written in the reader's language; spaces may group its digits. */
    @Nullable
    BigDecimal amount(String name) {
        return parsed(name, text -> {
            String plain = text.replaceAll("[\\s\u00A0\u202F\u2009']", "").replace('−', '-');
            plain = words.comma() ? plain.replace(',', '.') : withPoint(plain);
            if (plain.matches(NUMBER)) {
                return new BigDecimal(plain);
            }
            wrong(
                    name,
                    Text.quoted(text) + " is not a number",
                    words.comma() ? "give one like -1 250,00" : "give one like -1 250.00");
            return null;
        });
    }

    /** In English a comma before three digits stands between thousands; else it is the decimal mark of who writes so. */
    private static String withPoint(String plain) {
        return plain.matches("-?[0-9]{1,3}(,[0-9]{3})+([.][0-9]+)?") ? plain.replace(",", "") : plain.replace(',', '.');
    }

    /** The amount that the page has shown, as the page sends it back. */
    @Nullable
    BigDecimal seen() {
        return parsed("seen", text -> seen("seen", text));
    }

    /** Those of several rows, each on its line; a blank line: the row had none. */
    List<@Nullable BigDecimal> allSeen() {
        String all = raw("seen");
        if (all == null) {
            return List.of();
        }
        List<@Nullable BigDecimal> seen = new ArrayList<>();
        for (String line : all.split("\r?\n", -1)) {
            seen.add(line.isBlank() ? null : seen("seen", line.strip()));
        }
        return seen;
    }

    /** A number that the page has shown, as the page sends it back. */
    @Nullable
    BigDecimal seen(String name, String text) {
        if (text.matches(NUMBER)) {
            return new BigDecimal(text);
        }
        wrong(name, Text.quoted(text) + " is not an amount that the page can have shown", "read the page again");
        return null;
    }

    /** A note that is kept with a run. */
    @Nullable
    String note() {
        String note = text("note");
        if (note != null && note.length() > Run.LONGEST_NOTE) {
            wrong(
                    "note",
                    "it has " + note.length() + " characters, and at most " + Run.LONGEST_NOTE + " are kept",
                    "shorten it");
        }
        return note;
    }

    /** The checksum of a plan, as a preview shows it. */
    @Nullable
    String checksum(String name) {
        return parsed(name, text -> {
            if (text.matches("[0-9a-f]{64}")) {
                return text;
            }
            wrong(name, Text.quoted(text) + " is not a checksum of 64 digits 0-9 and a-f", "copy it from the preview");
            return null;
        });
    }

    /** Checksums of plans by journal, as a preview sends them: each on its line, the journal behind it. */
    Map<String, String> checksums(String name) {
        Map<String, String> checksums = new LinkedHashMap<>();
        String all = raw(name);
        for (String line : all == null ? List.<String>of() : all.lines().toList()) {
            if (line.matches("[0-9a-f]{64} .+")) {
                checksums.put(line.substring(65), line.substring(0, 64));
            } else if (!line.isBlank()) {
                wrong(
                        "journal",
                        Text.quoted(line) + " is not a checksum with its journal",
                        "look at the preview again");
            }
        }
        return checksums;
    }

    /** Numbers of runs, as a preview sends them; null: the form does not have the field. */
    @Nullable
    List<Long> runs(String name) {
        String all = raw(name);
        if (all == null || all.isEmpty()) {
            return all == null ? null : List.of();
        }
        if (!all.matches("[1-9][0-9]{0,17}(,[1-9][0-9]{0,17})*")) {
            wrong("run", Text.quoted(all) + " is not a list of runs", "look at the preview again");
            return null;
        }
        return Stream.of(all.split(",", -1)).map(Long::valueOf).toList();
    }

    /** As {@link #amount}, and not below zero. */
    @Nullable
    BigDecimal limit(String name) {
        BigDecimal limit = amount(name);
        if (limit != null && limit.signum() < 0) {
            wrong(name, limit.toPlainString() + " is below 0", "give 0 or more");
        }
        return limit;
    }

    @Nullable
    Integer whole(String name) {
        return parsed(name, text -> {
            if (text.matches("0*[1-9][0-9]{0,8}")) {
                return Integer.valueOf(text);
            }
            wrong(name, Text.quoted(text) + " is not a whole number above 0", "give one like 1000");
            return null;
        });
    }

    <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
        return parsed(
                name,
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(word -> word.name().equalsIgnoreCase(text.replace('-', '_')))
                        .findFirst()
                        .orElseGet(() -> {
                            wrong(name, Text.quoted(text) + " is not one of the words", "choose one of the list");
                            return null;
                        }));
    }

    <E extends Enum<E>> E choice(String name, E otherwise) {
        E chosen = choice(name, otherwise.getDeclaringClass());
        return chosen == null ? otherwise : chosen;
    }

    /** Several, one on a line or with commas between. */
    List<String> lines(String name) {
        String value = values.getFirst(name);
        if (value == null) {
            return List.of();
        }
        List<String> lines = Arrays.stream(value.split("[\\n\\r,]+", -1))
                .map(Text::trim)
                .filter(line -> !line.isEmpty())
                .toList();
        lines.forEach(line -> requireSeen(name, line));
        return lines;
    }

    /** As it stands in the form, not even trimmed; null: the form has no such field. */
    @Nullable
    String raw(String name) {
        return values.getFirst(name);
    }

    /**
     * A file that was sent, for as long as something reads it; null: none was.
     *
     * @param read from the name that it had where it came from, and where it lies now
     */
    <T> @Nullable T file(String name, BiFunction<String, Path, T> read) {
        Kept kept = keptFile(name);
        if (kept == null) {
            return null;
        }
        try {
            return read.apply(kept.name(), kept.path());
        } finally {
            kept.delete();
        }
    }

    /** A file that was sent, until it is deleted; null: none was. */
    @Nullable
    Kept keptFile(String name) {
        MultipartFile sent = files.get(name);
        if (sent == null || sent.isEmpty()) {
            String chosen = sent == null ? null : sent.getOriginalFilename();
            if (chosen != null && !chosen.isEmpty()) {
                wrong(name, "the file " + Text.quoted(chosen) + " is empty", "choose one that has lines");
            }
            return null;
        }
        String original = sent.getOriginalFilename();
        try {
            Kept kept = new Kept(
                    Files.createTempFile("period-close-", ".upload"), original == null ? name : Words.shown(original));
            try {
                sent.transferTo(kept.path());
                return kept;
            } catch (IOException | RuntimeException failure) {
                kept.delete();
                throw failure;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A file that was sent.
     *
     * @param name that it had where it came from
     */
    record Kept(Path path, String name) {
        void delete() {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private <T> @Nullable T parsed(String name, Function<String, @Nullable T> parse) {
        String text = text(name);
        return text == null ? null : parse.apply(text);
    }

    void wrong(String name, String what, String remedy) {
        faults.add(Fault.of(
                FaultCode.WRONG_USAGE,
                words.of((words.has("input." + name) ? "input." : "parameter.") + name) + ": " + what,
                remedy));
    }
}
