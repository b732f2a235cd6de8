package org.periodclose.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.periodclose.Ended;
import org.periodclose.cli.InProcess;

/** The job as Spring Batch operators start it: by its name, with job parameters on the command line. */
class JobByNameTest {
    @Test
    void the_job_by_name_posts_what_the_command_posts() {
        Books byCommand = Books.empty();
        InProcess.on(byCommand.url())
                .run("import", Path.of("db", "demo").toAbsolutePath().toString())
                .exited(0);
        Books byName = byCommand.copy();

        InProcess.on(byCommand.url())
                .run(List.of(
                        "post",
                        "--company",
                        "AWC",
                        "--journal",
                        "AWC-2025-10",
                        "--posting-date",
                        "2025-10-31",
                        "--specification",
                        "item-number",
                        "--note",
                        "by hand"))
                .exited(0);
        Ended job = InProcess.on(byName.url())
                .run(List.of(
                        "--spring.batch.job.name=postJournal",
                        "company=AWC",
                        "journal=AWC-2025-10",
                        "postingDate=2025-10-31,java.time.LocalDate",
                        "specification=ITEM_NUMBER",
                        "note=by hand"))
                .exited(0);

        assertThat(posted(byName))
                .as(job.toString())
                .isEqualTo(posted(byCommand))
                .contains("AWC-000001");
        assertThat(byName.fingerprints().get("settlement"))
                .isEqualTo(byCommand.fingerprints().get("settlement"));
        assertThat(byName.fingerprints().get("voucher_line"))
                .isEqualTo(byCommand.fingerprints().get("voucher_line"));
        assertThat(batchStatus(byName)).isEqualTo("postJournal COMPLETED");
        assertThat(batchStatus(byCommand)).isEqualTo("postJournal COMPLETED");
    }

    @Test
    void a_refused_job_by_name_ends_as_the_command_does() {
        Books books = Books.empty();
        InProcess.on(books.url())
                .run("--spring.batch.job.name=postJournal", "company=NOBODY", "journal=NONE")
                .exited(4);
        InProcess.on(books.url()).run("--spring.batch.job.name=noSuchJob").exited(2);
    }

    private static String posted(Books books) {
        return books.sql().sql("""
                        select concat_ws('|', v.voucher, r.status, r.posting_date, r.specification, r.storno, r.update_ledger, r.note,
                                         r.settlements, r.settled_amount, r.lines, r.checksum, r.started_by)
                          from posting_run r
                          join voucher v on v.run_id = r.id
                        """).query(String.class).single();
    }

    private static String batchStatus(Books books) {
        return books.sql()
                .sql(
                        "select i.job_name || ' ' || e.status from batch.batch_job_execution e join batch.batch_job_instance i using (job_instance_id)")
                .query(String.class)
                .single();
    }
}
