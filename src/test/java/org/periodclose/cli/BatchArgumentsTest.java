package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchArgumentsTest {
    private static final String JOB = "--spring.batch.job.name=postJournal";

    @Test
    void job_parameters_are_the_options_of_post() {
        assertThat(BatchArguments.asCommand(
                        JOB,
                        "company=AWC",
                        "journal=AWC-2025-10",
                        "postingDate=2025-10-31,java.time.LocalDate",
                        "specification=ITEM_GROUP",
                        "updateLedger=true,java.lang.Boolean",
                        "storno=false,java.lang.Boolean,false",
                        "note=October price correction",
                        "skipInvalid=true"))
                .containsExactly(
                        "post",
                        "--company=AWC",
                        "--journal=AWC-2025-10",
                        "--posting-date=2025-10-31",
                        "--specification=ITEM_GROUP",
                        "--update-ledger",
                        "--no-storno",
                        "--note=October price correction",
                        "--skip-invalid");
    }

    @Test
    void both_ways_ask_for_the_same() {
        Capture capture = new Capture();
        String[] line = BatchArguments.asCommand(
                JOB, "company=C", "postingDate=2025-10-31,java.time.LocalDate", "storno=true,java.lang.Boolean");
        assertThat(capture.post(line).request())
                .isEqualTo(capture.post("post", "--company", "C", "--posting-date", "2025-10-31", "--storno")
                        .request());
    }

    @Test
    void a_value_that_begins_with_a_dash_is_a_value() {
        Capture capture = new Capture();
        String[] line = BatchArguments.asCommand(JOB, "company=C", "note=-5 percent");
        assertThat(capture.post(line).request().note()).isEqualTo("-5 percent");
    }

    @Test
    void an_unknown_parameter_is_wrong_usage_and_the_known_ones_are_listed() {
        assertThat(refusal(JOB, "compny=AWC"))
                .isEqualTo(
                        "WRONG_USAGE  job postJournal has no parameter \"compny=AWC\": give name=value or name=value,type with one of the names company, allCompanies, journal, postingDate, specification, updateLedger, storno, note, dryRun, expect, skipInvalid, output\n");
    }

    @Test
    void an_unknown_job_is_wrong_usage() {
        assertThat(refusal("--spring.batch.job.name=close", "company=AWC"))
                .isEqualTo("WRONG_USAGE  there is no job \"close\": the one job is postJournal\n");
    }

    @Test
    void a_value_that_is_not_of_its_type_is_wrong_usage() {
        assertThat(refusal(JOB, "company=AWC", "postingDate=31.10.2025,java.time.LocalDate"))
                .isEqualTo(
                        "WRONG_USAGE  job parameter postingDate cannot be read: \"31.10.2025,java.time.LocalDate\": write value or value,type, like 2025-10-31,java.time.LocalDate\n");
        assertThat(refusal(JOB, "company=AWC", "storno=perhaps"))
                .isEqualTo(
                        "WRONG_USAGE  job parameter storno is neither true nor false: \"perhaps\": give one of them\n");
    }

    private static String refusal(String... arguments) {
        Capture capture = new Capture();
        assertThat(capture.execute(arguments)).isEqualTo(2);
        assertThat(capture.out()).isEmpty();
        return capture.err();
    }
}
