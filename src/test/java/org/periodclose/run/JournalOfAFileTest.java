package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.adjusting.PostRequest;
import org.periodclose.core.fault.Fault;

/** A journal is what the file says. J1: R1 +10.00, R2 -3.00. */
class JournalOfAFileTest {
    private static final String UNCHANGED = "adjustments.csv: 2, 0, 0, 0";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private ImportedCompany books;

    @BeforeEach
    void aCompany() {
        books = new ImportedCompany(directory);
    }

    @AfterEach
    void close() {
        books.close();
    }

    @Test
    void a_line_that_the_file_no_longer_has_is_removed_and_not_posted() {
        books.file("adjustments.csv", "J1,R1,10.00");
        assertThat(books.imported())
                .containsExactly(
                        "adjustments.csv: 1, 0, 0, 1",
                        "adjustments.csv: removed from journal \"J1\" of company \"C1\": the line of transaction \"R2\", -3.00;"
                                + " the file no longer has it");
        assertThat(books.imported()).containsExactly("adjustments.csv: 1, 0, 0, 0");
        books.post("J1");
        assertThat(books.settled()).containsExactly("R1 10.00");
    }

    @Test
    void a_line_may_take_the_place_of_another() {
        books.file("adjustments.csv", "J1,R2,4.00");
        assertThat(books.imports().files()).singleElement().satisfies(file -> {
            assertThat(file.updated()).isEqualTo(1);
            assertThat(file.removed()).isEqualTo(1);
        });
        assertThat(books.lines()).containsExactly("J1 R2 4.00");
        books.file("adjustments.csv", "J1,R1,1.00");
        books.imports();
        assertThat(books.lines()).containsExactly("J1 R1 1.00");
    }

    @Test
    void a_journal_that_no_file_names_keeps_its_lines() {
        books.file("adjustment_journals.csv", "J2,ACCOUNTING,");
        books.file("adjustments.csv", "J2,R2,1.00");
        assertThat(books.imported())
                .containsExactly("adjustment_journals.csv: 1, 1, 0, 0", "adjustments.csv: 1, 1, 0, 0");
        assertThat(books.lines()).containsExactly("J1 R1 10.00", "J1 R2 -3.00", "J2 R2 1.00");
    }

    @Test
    void a_journal_that_is_named_beside_a_file_without_its_lines_loses_all_of_them() {
        books.file("adjustment_journals.csv", "J1,ACCOUNTING,");
        assertThat(books.imported()).containsExactly("adjustment_journals.csv: 1, 0, 0, 0");
        assertThat(books.lines()).hasSize(2);
        books.file("adjustments.csv");
        assertThat(books.imported()).contains("adjustments.csv: 0, 0, 0, 2").hasSize(4);
        assertThat(books.lines()).isEmpty();
        assertThat(books.post("J1")).isInstanceOf(RunResult.Empty.class);
    }

    @Test
    void the_first_lines_that_are_removed_are_named_and_the_others_counted() {
        books.file(
                "inventory_transactions.csv",
                IntStream.range(10, 33)
                        .mapToObj(n -> "T" + n + ",A1,RECEIPT,1,,2025-10-03,5.00,,true,,,,,,")
                        .toArray(String[]::new));
        books.file(
                "adjustments.csv",
                Stream.concat(IntStream.range(10, 33).mapToObj(n -> "J1,T" + n + ",1.00"), Stream.of("J1,R1,10.00"))
                        .toArray(String[]::new));
        assertThat(books.imported())
                .contains("adjustments.csv: 24, 23, 0, 1")
                .filteredOn(line -> line.contains("removed"))
                .hasSize(1);
        books.noFiles();
        books.file("adjustments.csv", "J1,R1,10.00");
        List<String> imported = books.imported();
        assertThat(imported)
                .hasSize(22)
                .startsWith("adjustments.csv: 1, 0, 0, 23")
                .endsWith("3 more lines are removed");
        assertThat(imported.get(20)).contains("transaction \"T29\", 1.00");
    }

    @Test
    void an_import_with_a_fault_removes_nothing() {
        books.file("adjustments.csv", "J1,R1,0");
        assertThat(books.refusals())
                .containsExactly("BAD_VALUE  adjustments.csv:2: amount: the amount is zero: remove the line");
        assertThat(books.lines()).hasSize(2);
    }

    @Test
    void what_is_posted_comes_again_whole_or_not_at_all() {
        books.post("J1");
        books.file("adjustment_journals.csv", "J1,ACCOUNTING,");
        books.file("adjustments.csv", "J1,R1,10.00", "J1,R2,-3.00");
        assertThat(books.imported()).containsExactly("adjustment_journals.csv: 1, 0, 0, 0", UNCHANGED);
        books.file("adjustments.csv", "J1,R1,10.00");
        assertThat(books.refusals())
                .containsExactly(
                        "JOURNAL_FROZEN  adjustments.csv:2: journal: journal \"J1\" of company \"C1\" is POSTED, and the file no longer has"
                                + " its line of transaction \"R2\": put the row back, or leave out all rows of the journal;"
                                + " what is posted is taken back with cancel");
        books.file("adjustments.csv");
        assertThat(books.imported())
                .containsExactly("adjustment_journals.csv: 1, 0, 0, 0", "adjustments.csv: 0, 0, 0, 0");
        assertThat(books.lines()).hasSize(2);
    }

    @Test
    void a_line_that_the_run_left_out_may_be_missing() {
        books.file("inventory_transactions.csv", "R3,A1,RECEIPT,1,,2025-10-03,5.00,,false,,,,,,");
        books.file("adjustments.csv", "J1,R1,10.00", "J1,R2,-3.00", "J1,R3,1.00");
        books.imports();
        PostRequest r = PostingContext.request("C1", "J1");
        books.context.post(new PostRequest(
                "C1",
                r.journals(),
                r.postingDate(),
                r.specification(),
                null,
                null,
                null,
                false,
                null,
                true,
                r.today()));
        books.noFiles();
        books.file("adjustments.csv", "J1,R1,10.00", "J1,R2,-3.00");
        assertThat(books.imported()).containsExactly(UNCHANGED);
        assertThat(books.lines()).hasSize(3);
    }

    @Test
    void a_run_that_is_not_finished_keeps_its_lines() {
        books.stopHalfWay();
        books.file("adjustments.csv", "J1,R1,10.00", "J1,R2,-3.00");
        assertThat(books.imported()).containsExactly(UNCHANGED);
        books.file("adjustments.csv", "J1,R2,-3.00");
        assertThat(books.refusals())
                .containsExactly(
                        "JOURNAL_FROZEN  adjustments.csv:2: journal: journal \"J1\" of company \"C1\" is POSTING, and the file no longer has"
                                + " its line of transaction \"R1\": put the row back, leave out all rows of the journal, or end its run with abandon (runs shows its number), then import again");
    }

    @Test
    void a_release_is_taken_back_when_a_line_vanishes() {
        books.context.jdbc.sql("""
                alter table adjustment_journal disable trigger guard_release;
                update adjustment_journal set released_by = 'somebody', released_at = now();
                alter table adjustment_journal enable trigger guard_release
                """).update();
        books.file("adjustments.csv", "J1,R1,10.00", "J1,R2,-3.00");
        assertThat(books.imported()).containsExactly(UNCHANGED);
        assertThat(books.context.rows("select released_by from adjustment_journal"))
                .containsExactly("somebody");
        books.file("adjustments.csv", "J1,R1,10.00");
        books.imports();
        assertThat(books.context.rows("select coalesce(released_by, 'nobody') from adjustment_journal"))
                .containsExactly("nobody");
    }

    /** The remedy of a refused line, done as it says. */
    @Test
    void a_refused_line_is_taken_out_by_its_row() {
        books.file("inventory_transactions.csv", "R3,A1,RECEIPT,1,2025-10-02,,5.00,,true,,,,,,");
        books.file("adjustments.csv", "J1,R1,10.00", "J1,R3,1.00");
        books.imports();
        assertThat(((RunResult.NotPosted) books.post("J1")).faults().stream().map(Fault::remedy))
                .containsExactly(
                        "import it again with its financial date, or remove its row from adjustments.csv and import again"
                                + " (a journal of adjust: adjust --again), or post with --skip-invalid");
        books.noFiles();
        books.file("adjustments.csv", "J1,R1,10.00");
        books.imports();
        assertThat(books.post("J1")).isInstanceOf(RunResult.Posted.class);
    }
}
