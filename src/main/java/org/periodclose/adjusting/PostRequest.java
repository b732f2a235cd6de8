package org.periodclose.adjusting;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Specification;
import org.periodclose.run.RunArguments;
import org.periodclose.run.RunRequest;
import org.periodclose.run.Subject;
import org.periodclose.run.Work;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What {@code post} was asked for. A null option was not given: an unfinished run keeps its own, a new run takes the default.
 *
 * @param company null: all companies
 * @param journals empty: what was interrupted, then every OPEN journal in order of import
 * @param postingDate default: {@code today}; of a journal over the layers of a close the day of that, which is the only one
 * @param specification default: ITEM_GROUP
 * @param updateLedger default: true
 * @param storno default: the company's parameter
 * @param note kept on the run
 * @param dryRun post nothing, show what would be posted
 * @param expect post only if the checksum of the dry run is still this
 * @param skipInvalid leave refused lines out and post the rest
 * @param today the posting date of a new run when none is given: today in the user's time zone, or what the user wants instead
 */
public record PostRequest(
        @Nullable String company,
        List<String> journals,
        @Nullable LocalDate postingDate,
        @Nullable Specification specification,
        @Nullable Boolean updateLedger,
        @Nullable Boolean storno,
        @Nullable String note,
        boolean dryRun,
        @Nullable String expect,
        boolean skipInvalid,
        LocalDate today) {
    public PostRequest {
        journals = List.copyOf(journals);
    }

    /** One request for each journal of a company: those that are named, else what was interrupted, then what is OPEN in order of import. */
    public List<RunRequest> of(String inCompany, JdbcClient jdbc) {
        List<String> names = journals.isEmpty()
                ? jdbc.sql("""
                                select j.journal
                                  from adjustment_journal j
                                  join company c on c.id = j.company_id
                                 where c.company = :company and j.status in ('OPEN', 'POSTING')
                                 order by j.status = 'POSTING' desc, j.id
                                """).param("company", inCompany).query(String.class).list()
                : journals;
        return names.stream()
                .map(journal -> (RunRequest) new OfJournal(this, inCompany, journal))
                .toList();
    }

    /** The request for one journal. */
    private record OfJournal(PostRequest options, String company, String journal) implements RunRequest {
        @Override
        public Subject subject() {
            return new Subject(company, journal, null);
        }

        @Override
        public String words() {
            return "journal " + Text.quoted(journal);
        }

        @Override
        public boolean dryRun() {
            return options.dryRun;
        }

        @Override
        public Work work(JdbcClient jdbc) {
            return JournalPosting.find(company, journal, jdbc);
        }

        @Override
        public RunArguments argumentsFor(Work work) {
            return new RunArguments(
                    Objects.requireNonNullElse(options.postingDate, work.postingDate(options.today)),
                    Objects.requireNonNullElse(options.specification, Specification.ITEM_GROUP),
                    Objects.requireNonNullElse(options.updateLedger, true),
                    Objects.requireNonNullElse(options.storno, work.books().companyStorno()),
                    options.note,
                    options.expect,
                    options.skipInvalid);
        }

        @Override
        public List<String> differencesFrom(RunArguments arguments) {
            return arguments.differencesFrom(
                    options.postingDate,
                    options.specification,
                    options.updateLedger,
                    options.storno,
                    options.note,
                    options.expect);
        }
    }
}
