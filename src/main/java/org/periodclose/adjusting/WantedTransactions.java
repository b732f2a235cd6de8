package org.periodclose.adjusting;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.database.TableCopy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The transaction ids of a selection, in a temporary table until the transaction ends. */
final class WantedTransactions {
    /** Further faults are not reported. */
    private static final int REPORTED_FAULTS = 1_000;

    private static final int ROWS_AT_ONCE = 10_000;
    private static final int LONGEST_ID = 100;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    WantedTransactions(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    void none() {
        jdbc.sql("create temporary table wanted_transaction (transaction_id text collate \"C\") on commit drop")
                .update();
    }

    /** Those of the proposal of a journal. */
    void ofProposal(long journal) {
        none();
        jdbc.sql(
                        "insert into wanted_transaction select unnest(transaction_ids) from proposal where journal_id = :journal")
                .param("journal", journal)
                .update();
    }

    /** @throws Refused if the file cannot be read, or names a transaction that the company does not have */
    void ofFile(Path file, int company) {
        none();
        read(file);
        requireKnown(company, file);
    }

    private void requireKnown(int company, Path file) {
        List<Fault> faults =
                jdbc.sql("""
                        select w.transaction_id from wanted_transaction w
                         where not exists (select from inventory_transaction t
                                            where t.company_id = :company and t.transaction_id = w.transaction_id)
                         order by w.transaction_id
                         limit :limit
                        """).param("company", company).param("limit", REPORTED_FAULTS).query(String.class).stream()
                        .map(id -> new Fault(
                                FaultCode.UNKNOWN_TRANSACTION,
                                "the company has no inventory transaction " + Text.quoted(id),
                                "correct the line of " + shown(file) + ", or import the transaction",
                                null,
                                id))
                        .toList();
        Refused.ifAny(faults);
    }

    private void read(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            StringBuilder rows = new StringBuilder();
            int waiting = 0;
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String id = Text.trim(line);
                if (id.isEmpty() || (number == 1 && id.equals("transaction_id"))) {
                    continue;
                }
                requireId(id, file, number);
                rows.append(id.replace("\\", "\\\\")).append('\n');
                if (++waiting == ROWS_AT_ONCE) {
                    copy(rows);
                    waiting = 0;
                }
            }
            copy(rows);
        } catch (CharacterCodingException e) {
            throw bad(shown(file) + " is not UTF-8", "save it as UTF-8, one transaction id a line");
        } catch (NoSuchFileException e) {
            throw bad("there is no file " + shown(file), "correct --transactions");
        } catch (AccessDeniedException e) {
            throw bad("the file " + shown(file) + " cannot be read: permission denied", "grant yourself read access");
        } catch (IOException e) {
            throw bad(
                    Files.isDirectory(file)
                            ? shown(file) + " is a directory, not a file"
                            : "the file " + shown(file) + " cannot be read: " + e.getMessage(),
                    "give a file with one transaction id a line");
        }
    }

    private static void requireId(String id, Path file, long line) {
        int length = id.codePointCount(0, id.length());
        if (length > LONGEST_ID) {
            throw notAnId(
                    file,
                    line,
                    "a transaction id has at most " + LONGEST_ID + " characters, this line has "
                            + String.format(Locale.ROOT, "%,d", length));
        }
        if (id.chars().anyMatch(Character::isISOControl)) {
            throw notAnId(file, line, "a transaction id cannot have control characters");
        }
    }

    private static Refused notAnId(Path file, long line, String why) {
        return bad(
                "line " + line + " of " + shown(file) + ": " + why, "write one transaction id a line and nothing else");
    }

    private static String shown(Path file) {
        return Text.quoted(file.toString());
    }

    private static Refused bad(String message, String remedy) {
        return new Refused(FaultCode.BAD_FILE, message, remedy);
    }

    private void copy(StringBuilder rows) {
        TableCopy.rows(template, "copy wanted_transaction (transaction_id) from stdin", rows);
        rows.setLength(0);
    }
}
