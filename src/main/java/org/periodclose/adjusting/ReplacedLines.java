package org.periodclose.adjusting;

import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The lines of a locked journal that a computation replaces. */
final class ReplacedLines {
    private final JdbcClient jdbc;

    ReplacedLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A checksum of the lines and their amounts.
     *
     * @param seen the checksum when somebody looked; null: nobody did
     * @throws Refused VALUE_CHANGED if it is another one now
     */
    String checksum(long journal, String name, @Nullable String seen) {
        String checksum =
                jdbc.sql("""
                        select encode(sha256(convert_to(
                                   count(*) || ' ' || coalesce(sum(hashtextextended(inventory_transaction_id || ' ' || amount, 0)::numeric), 0), 'UTF8')), 'hex')
                          from adjustment
                         where journal_id = :journal
                        """).param("journal", journal).query(String.class).single();
        if (seen != null && !seen.equals(checksum)) {
            throw new Refused(
                    FaultCode.VALUE_CHANGED,
                    "the lines of journal " + Text.quoted(name)
                            + " that would be replaced are not those that it had at the preview",
                    "look at the journal, then preview again",
                    name);
        }
        return checksum;
    }

    /** Removes them; returns how many of them were typed or changed. */
    long remove(long journal) {
        long changed = jdbc.sql("select count(*) from adjustment where journal_id = :journal and computed_from is null")
                .param("journal", journal)
                .query(Long.class)
                .single();
        jdbc.sql("delete from adjustment where journal_id = :journal")
                .param("journal", journal)
                .update();
        return changed;
    }
}
