package org.periodclose.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.periodclose.adjusting.PostRequest;
import org.periodclose.cancelling.CancelRequest;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.ledger.Specification;
import org.periodclose.core.ledger.Voucher;
import org.periodclose.desk.Posting;
import org.periodclose.desk.PostingConfiguration;
import org.periodclose.evidence.Audit;
import org.periodclose.intake.ImportSource;
import org.periodclose.intake.Importer;
import org.periodclose.intake.IntakeConfiguration;
import org.periodclose.run.ProgressListener;
import org.periodclose.run.RunResult;
import org.periodclose.run.StopRequest;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What holds of every run that is taken back, whatever the company. */
class RandomCancellationsTest {
    private static final Seed SEED = Seed.of("RandomCancellationsTest");
    private static final ProgressListener UNSEEN = (journal, done, lines) -> {};

    private static final String VALUES = """
            select concat_ws('|', company, transaction_id, currency_layer, trim_scale(value)) from period_close_view.inventory_value order by 1
            """;
    private static final String BALANCES = """
            select concat_ws('|', company, currency_layer, main_account, trim_scale(sum(coalesce(debit, 0) - coalesce(credit, 0))))
              from period_close_view.general_ledger_entry
             group by company, currency_layer, main_account
            having sum(coalesce(debit, 0) - coalesce(credit, 0)) <> 0
             order by 1
            """;
    private static final String TURNOVERS = """
            select concat_ws('|', company, currency_layer, main_account, item_group, item_number, side, trim_scale(sum(coalesce(debit, credit))))
              from period_close_view.general_ledger_entry
             group by company, currency_layer, main_account, item_group, item_number, side
            having sum(coalesce(debit, credit)) <> 0
             order by 1
            """;

    private static final Random RANDOM = SEED.random();
    private static final List<RandomCompany> COMPANIES = new ArrayList<>();
    private static final Books BOOKS = Books.empty();
    private static ConfigurableApplicationContext context;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({IntakeConfiguration.class, PostingConfiguration.class})
    static class Rooms {}

    @BeforeAll
    static void open() {
        context = new SpringApplicationBuilder(Rooms.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.datasource.url=" + BOOKS.url().replaceFirst("[?].*", ""),
                        "--spring.datasource.username=postgres",
                        "--period-close.threads=2",
                        "--period-close.chunk-size=" + RANDOM.nextInt(3, 40));
        ImportFiles files = new ImportFiles();
        for (int i = 1; i <= 8; i++) {
            COMPANIES.add(new RandomCompany("Firma " + i, RANDOM, false, RANDOM.nextInt(30, 120)));
        }
        COMPANIES.forEach(company -> company.write(files));
        Folder folder = Folder.create();
        files.writeTo(folder.path());
        context.getBean(Importer.class).importFrom(ImportSource.directory(folder.path()));
    }

    @AfterAll
    static void close() {
        context.close();
    }

    private record State(List<String> values, List<String> balances, List<String> turnovers) {
        static State now() {
            return new State(rows(VALUES), rows(BALANCES), rows(TURNOVERS));
        }
    }

    private static List<String> rows(String sql) {
        return BOOKS.sql().sql(sql).query(String.class).list();
    }

    private static long post(RandomCompany company, RandomCompany.Journal journal, boolean storno) {
        Specification[] levels = Specification.values();
        List<RunResult> results = context.getBean(Posting.class)
                .post(
                        new PostRequest(
                                company.name,
                                List.of(journal.name()),
                                RandomCompany.POSTING_DATE,
                                levels[RANDOM.nextInt(levels.length)],
                                null,
                                storno,
                                null,
                                false,
                                null,
                                false,
                                RandomCompany.POSTING_DATE),
                        new StopRequest(),
                        UNSEEN);
        assertThat(results).as(SEED.toString()).singleElement().isInstanceOf(RunResult.Posted.class);
        return ((RunResult.Posted) results.get(0)).run();
    }

    private static RunResult cancel(long run, boolean dryRun) {
        return context.getBean(Posting.class)
                .cancel(new CancelRequest(run, null, null, null, null, dryRun), new StopRequest(), UNSEEN)
                .get(0);
    }

    @Test
    void post_then_cancel_leaves_values_balances_and_with_storno_turnovers_as_they_were() {
        State atFirst = State.now();
        List<Long> left = new ArrayList<>();
        boolean allWithStorno = true;
        for (RandomCompany company : COMPANIES) {
            for (RandomCompany.Journal journal : company.journals) {
                boolean storno = company.storno && RANDOM.nextInt(3) > 0;
                allWithStorno &= storno;
                State before = State.now();
                long run = post(company, journal, storno);
                State posted = State.now();
                assertThat(posted.values()).as("%s, %s", SEED, journal.name()).isNotEqualTo(before.values());
                if (RANDOM.nextInt(3) == 0) {
                    left.add(0, run);
                } else {
                    String planned = plannedCancellation(run);
                    assertThat(State.now())
                            .as("%s: a dry run posts nothing", SEED)
                            .isEqualTo(posted);
                    isTakenBack(run, planned);
                    isAsBefore(before, storno, journal.name());
                }
            }
        }
        left.forEach(run -> isTakenBack(run, plannedCancellation(run)));
        isAsBefore(atFirst, allWithStorno, "all");
        COMPANIES.forEach(company -> context.getBean(Audit.class).of(company.name, null));
    }

    private static String plannedCancellation(long run) {
        Voucher voucher = ((RunResult.Planned) cancel(run, true)).plan().voucher();
        return voucher.run().checksum() + " " + voucher.lines();
    }

    private static void isTakenBack(long run, String planned) {
        RunResult result = cancel(run, false);
        assertThat(result).as(SEED.toString()).isInstanceOf(RunResult.Posted.class);
        long by = ((RunResult.Posted) result).run();
        assertThat(planned)
                .as("%s: dry run = cancel", SEED)
                .startsWith(rows("select checksum from posting_run where id = " + by)
                        .get(0));
        assertThat(((RunResult.NotPosted) cancel(run, false)).faults())
                .extracting(Fault::code)
                .containsExactly(FaultCode.ALREADY_CANCELLED);
    }

    private static void isAsBefore(State before, boolean storno, String what) {
        State after = State.now();
        assertThat(after.values()).as("%s, %s: values", SEED, what).isEqualTo(before.values());
        assertThat(after.balances()).as("%s, %s: balances", SEED, what).isEqualTo(before.balances());
        if (storno) {
            assertThat(after.turnovers()).as("%s, %s: turnovers", SEED, what).isEqualTo(before.turnovers());
        }
    }
}
