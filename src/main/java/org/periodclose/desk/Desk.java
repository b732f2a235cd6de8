package org.periodclose.desk;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.periodclose.adjusting.JournalDesk;
import org.periodclose.adjusting.JournalLine;
import org.periodclose.adjusting.Proposal;
import org.periodclose.adjusting.Proposing;
import org.periodclose.closing.CloseChecks;
import org.periodclose.core.costing.CheckRequest;
import org.periodclose.core.costing.CloseCheck;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.inventory.LateRows;
import org.periodclose.core.inventory.StockRequest;
import org.periodclose.core.ledger.AdjustmentsRequest;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunProgress;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.settlement.JournalCard;
import org.periodclose.database.DatabaseConfiguration;
import org.periodclose.database.ServerAddress;
import org.periodclose.evidence.Audit;
import org.periodclose.inquiry.CostChains;
import org.periodclose.inquiry.Estimate;
import org.periodclose.inquiry.Estimates;
import org.periodclose.inquiry.Explanations;
import org.periodclose.inquiry.Inquiry;
import org.periodclose.inquiry.JournalSummary;
import org.periodclose.inquiry.OnHand;
import org.periodclose.inquiry.OpenLayer;
import org.periodclose.inquiry.PostedAdjustments;
import org.periodclose.inquiry.Reconciliation;
import org.periodclose.inquiry.Reconciliations;
import org.periodclose.inquiry.Settled;
import org.periodclose.inquiry.SettledInquiry;
import org.periodclose.inquiry.StockInquiry;
import org.periodclose.inquiry.WorkerProgress;
import org.periodclose.inquiry.WorkersAtWork;
import org.periodclose.intake.ImportReport;
import org.periodclose.intake.ImportSource;
import org.periodclose.intake.Importer;
import org.periodclose.run.Abandon;
import org.periodclose.run.PlanRelease;
import org.periodclose.run.PlanReleases;
import org.periodclose.run.Purge;
import org.periodclose.run.RunConfiguration;
import org.periodclose.run.StopRequest;
import org.periodclose.telemetry.JobWatch;
import org.periodclose.telemetry.RunTotals;
import org.periodclose.telemetry.TelemetryConfiguration;
import org.periodclose.workers.Worker;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Everything that can be asked of the program, on one database. What is refused is thrown as {@link org.periodclose.core.fault.Refused}. */
public final class Desk implements AutoCloseable {
    /** The name that Spring Batch knows the job by. */
    public static final String JOB = RunConfiguration.JOB;

    private final ConfigurableApplicationContext context;
    private final Thread onSignal;

    private Desk(ConfigurableApplicationContext context) {
        this.context = context;
        this.onSignal = new Thread(context::close, "stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
    }

    /**
     * Opens the database of the settings, else the embedded one; closed with the process at the latest.
     *
     * @param settings in the words of Spring Boot
     * @param listeners of the runs; null: none
     */
    public static Desk open(Map<String, Object> settings, @Nullable Listeners listeners) {
        return open(Rooms.application(Rooms.class, settings), listeners);
    }

    /** The same, and all that it does it does as a user of the console, while the log is open. */
    static Desk openAs(String user, Map<String, Object> settings, @Nullable Listeners listeners) {
        return open(
                Rooms.besideOthers(Rooms.application(Rooms.class, settings)
                        .initializers(
                                (GenericApplicationContext context) -> DatabaseConfiguration.actAs(user, context))),
                listeners);
    }

    /** The same on a database of a list, while {@link #log} is open. Several may be open at the same time. */
    public static Desk open(Map<String, Object> settings, @Nullable Listeners listeners, NamedDatabase database) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("period-close.database", database.number());
        return open(
                Rooms.besideOthers(Rooms.application(Rooms.class, all)
                        .initializers((GenericApplicationContext context) ->
                                DatabaseConfiguration.use(database.listed(), context))),
                listeners);
    }

    /** Opens only the log, for a command that opens several databases. */
    public static ConfigurableApplicationContext log(Map<String, Object> settings) {
        return Rooms.application(Rooms.None.class, settings).run();
    }

    private static Desk open(SpringApplicationBuilder rooms, @Nullable Listeners listeners) {
        if (listeners == null) {
            return new Desk(rooms.run());
        }
        Desk desk = new Desk(rooms.sources(TelemetryConfiguration.class).run());
        listeners.listenTo(desk.room(JobWatch.class), desk.room(RunTotals.class));
        return desk;
    }

    private <T> T room(Class<T> type) {
        return context.getBean(type);
    }

    // The database

    /** The database is our own, below the working directory, and not one that the user gave. */
    public boolean databaseIsEmbedded() {
        return ServerAddress.of(context.getEnvironment()).isEmpty();
    }

    /**
     * Brings the schema up to date and gives the roles their rights.
     *
     * @return the roles that are not there, and which this user may not create
     */
    public List<String> migrate() {
        return DatabaseConfiguration.grant(room(DataSource.class));
    }

    /** Clears job records and leftovers of failed runs that ended before an instant. */
    public Purge.Report purge(Instant before) {
        return room(Purge.class).purge(before);
    }

    // Books

    /** What stands in a directory and is not taken in by {@link #importFrom}: it has another name. */
    public static List<String> notRead(Path directory) {
        return Importer.look(ImportSource.directory(directory));
    }

    /** Takes in the CSV files of a directory, all of them or nothing; refuses rows that come late. */
    public ImportReport importFrom(Path directory) {
        return importFrom(directory, LateRows.REFUSE);
    }

    /** Takes in the CSV files of a directory, all of them or nothing. */
    public ImportReport importFrom(Path directory, LateRows lateRows) {
        return room(Importer.class).importFrom(ImportSource.directory(directory), lateRows);
    }

    /** Takes in the sample company. */
    public void importSample() {
        room(Importer.class).importFrom(ImportSource.classpath("db/demo"));
    }

    /** Takes in its sales and production of two months; what is there already stays. */
    public void importSales() {
        room(Importer.class).importFrom(ImportSource.classpath("db/demo/sales"));
    }

    public List<String> companies() {
        return room(Inquiry.class).companies();
    }

    public Setup setup() {
        return room(Setup.class);
    }

    // Journals

    /**
     * The adjustment journals in order of import.
     *
     * @param company null: all
     */
    public List<JournalSummary> journals(@Nullable String company) {
        return room(Inquiry.class).journals(company);
    }

    public JournalCard journal(String company, String journal) {
        return room(JournalDesk.class).card(company, journal);
    }

    /** Gives every line of a journal to a reader. */
    public void readLines(String company, String journal, long most, Consumer<JournalLine> reader) {
        room(JournalDesk.class).readLines(company, journal, most, reader);
    }

    public Proposal propose(AdjustRequest request) {
        return room(Proposing.class).propose(request.proposal());
    }

    /** Computes a proposed journal again, by its own method and selection; {@code seen} is {@code replaces} of the dry run that was looked at, null: none was. */
    public Proposal proposeAgain(String company, String journal, @Nullable String seen, boolean dryRun) {
        return room(Proposing.class).again(company, journal, seen, dryRun);
    }

    public JournalCard release(String company, String journal) {
        return room(JournalDesk.class).release(company, journal);
    }

    /** Releases the plan of a run without a journal, by the checksum that its dry run printed. */
    public PlanRelease releasePlan(String company, String plan) {
        return room(PlanReleases.class).release(company, plan);
    }

    /** The journal as it was. */
    public JournalCard delete(String company, String journal) {
        return room(JournalDesk.class).delete(company, journal);
    }

    /** Journals whose amounts people type. */
    public Typing typing() {
        return room(Typing.class);
    }

    // Runs

    /** What posts and cancels for the user of this process, or of the console whom this desk serves. */
    public Execution execution() {
        return new Execution(room(Posting.class), room(Inquiry.class), stopRequest());
    }

    private StopRequest stopRequest() {
        String user = DatabaseConfiguration.actsAs(context.getEnvironment());
        return user == null ? new StopRequest() : new StopRequest(user);
    }

    /** The same for a user whom the caller knows by name; the runs keep the name as {@code startedBy}. */
    public Execution execution(String startedBy) {
        return new Execution(room(Posting.class), room(Inquiry.class), new StopRequest(startedBy));
    }

    /** This process as a worker; the desk must be open {@link WorkerShift#WITH_WORKERS}. */
    public WorkerShift worker() {
        return new WorkerShift(room(Worker.class));
    }

    /**
     * The runs that have to be cancelled to cancel one, the newest first, that one last.
     *
     * @throws org.periodclose.core.fault.Refused if there is no such run, if it is cancelled already, or if one of them cannot be cancelled
     */
    public List<Run> chain(long run) {
        return room(Posting.class).chain(run);
    }

    /** The active recalculations dated a day or later, in the order in which they are cancelled. */
    public List<Run> recalculations(String company, CurrencyLayer layer, LocalDate from) {
        return room(Posting.class).recalculations(company, layer, from);
    }

    /**
     * How long it will take to post.
     *
     * @param company null: all
     */
    public Estimate estimate(@Nullable String company, List<String> journals) {
        return room(Estimates.class).of(company, journals);
    }

    /** Ends an interrupted run; nothing of it counts. */
    public Abandoned abandon(long run, @Nullable String note) {
        boolean now = room(Abandon.class).run(run, note, stopRequest());
        return new Abandoned(room(Inquiry.class).run(run), now);
    }

    /**
     * The runs of a type, the oldest first.
     *
     * @param company null: all
     * @param type null: all
     */
    public List<RunProgress> runs(@Nullable String company, @Nullable RunType type) {
        return room(Inquiry.class).runs(company, type);
    }

    public RunProgress run(long run) {
        return room(Inquiry.class).run(run);
    }

    /**
     * The workers, by name, and what each does.
     *
     * @param company only those at work for it; null: all
     */
    public List<WorkerProgress> workers(@Nullable String company) {
        return room(WorkersAtWork.class).of(company);
    }

    public Document voucher(long run) {
        Inquiry inquiry = room(Inquiry.class);
        return Document.of(inquiry.voucher(run), inquiry);
    }

    /** The faults of the lines that a run left out. */
    public List<Fault> exceptions(long run) {
        return room(Inquiry.class).exceptions(run);
    }

    /** What a posted run has settled, matched and left unsettled; of each list only the first rows, item by item, or all. */
    public Settled settled(long run, long most) {
        return room(SettledInquiry.class).byRun(run, most);
    }

    /** The same of one transaction, by all posted runs. */
    public Settled settled(String company, String transactionId) {
        return room(SettledInquiry.class).ofTransaction(company, transactionId);
    }

    /** Gives what was open after a close, or the first of it, to a reader, when it is asked for. */
    public Consumer<Consumer<OpenLayer>> layers(long run, long most) {
        return room(SettledInquiry.class).layers(run, most);
    }

    /**
     * What a close would meet.
     *
     * @throws Refused if there is no such company
     */
    public CloseCheck check(CheckRequest request) {
        room(Inquiry.class).requireCompany(request.company());
        return room(CloseChecks.class).of(request);
    }

    /** Why something was posted, and where a cost comes from. */
    public Explaining explaining() {
        return new Explaining(room(Explanations.class), room(CostChains.class));
    }

    /**
     * Compares everything posted with its manifests and all laws.
     *
     * @param head null: not compared
     */
    public Audit.Report verify(String company, @Nullable String head) {
        return room(Audit.class).of(company, head);
    }

    /** The same for every company; one that was changed does not stop the others. */
    public VerifiedCompanies verifyAll() {
        return VerifiedCompanies.of(companies(), company -> verify(company, null));
    }

    // Reports

    public PostedRun postedRun(long run) {
        Inquiry inquiry = room(Inquiry.class);
        Document document = voucher(run);
        return new PostedRun(
                document,
                inquiry.effect(run),
                inquiry.exceptions(run),
                room(Reconciliations.class).of(document.voucher().run()));
    }

    public PostedAdjustments.Adjustments adjustments(AdjustmentsRequest request) {
        return room(PostedAdjustments.class).of(request);
    }

    public StockInquiry.Turnovers stock(StockRequest request) {
        return room(StockInquiry.class).of(request);
    }

    public OnHand onHand(long close) {
        return room(StockInquiry.class).onHand(close);
    }

    /** The subledger held against the ledger at the end of a day. */
    public Reconciliation reconciliation(String company, CurrencyLayer layer, LocalDate day) {
        return room(Reconciliations.class).asOf(company, layer, day);
    }

    @Override
    public void close() {
        context.close();
        try {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        } catch (IllegalStateException stopping) {
            // The signal was faster: the hook is closing the same rooms.
        }
    }
}
