package org.periodclose.adjusting;

import java.math.BigDecimal;
import java.sql.Types;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Shell;
import org.periodclose.core.fault.Text;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.AdjustmentMethod;
import org.periodclose.core.settlement.AllocationPrinciple;
import org.periodclose.core.settlement.JournalCard;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes adjustment journals from a method and a selection of open receipts, or of what a close left open; each in one transaction. */
public final class Proposing {
    private final JdbcTemplate template;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final CompanyBooks books;
    private final WantedTransactions wanted;
    private final ProposedLines lines;
    private final StoredProposals stored;
    private final ReplacedLines replaced;
    private final JournalDesk desk;

    Proposing(PlatformTransactionManager transactions, JdbcTemplate template) {
        this.template = template;
        this.transaction = new TransactionTemplate(transactions);
        this.jdbc = JdbcClient.create(template);
        this.books = new CompanyBooks(jdbc);
        this.wanted = new WantedTransactions(template);
        this.lines = new ProposedLines(template);
        this.stored = new StoredProposals(jdbc);
        this.replaced = new ReplacedLines(jdbc);
        this.desk = new JournalDesk(transactions, jdbc);
    }

    /**
     * Makes the requested journal, OPEN; makes none if no value changes.
     *
     * @throws Refused with all faults of the first check that fails; nothing is written
     */
    public Proposal propose(ProposalRequest request) {
        return whole(() -> made(request));
    }

    /**
     * Computes an OPEN journal of {@code adjust} again, with its own method and selection, and withdraws its release.
     *
     * @param seen {@code replaces} of the dry run that somebody looked at; null: nobody did
     * @param dryRun compute everything, write nothing
     * @throws Refused VALUE_CHANGED if its lines are not those that were seen; if {@code adjust} did not make it, if it is not OPEN, and as
     *     {@link #propose}
     */
    public Proposal again(String company, String journal, @Nullable String seen, boolean dryRun) {
        return whole(() -> computedAgain(company, journal, seen, dryRun));
    }

    /**
     * Computes the lines of an OPEN journal by another method and selection than it has, and withdraws its release. The lines that it has are
     * replaced; if no value changes, they stay.
     *
     * @param seen {@code replaces} of the dry run that somebody looked at; null: nobody did
     * @param dryRun compute everything, write nothing
     * @throws Refused VALUE_CHANGED if its lines are not those that were seen; if it is not OPEN, or over the layers of a close, or has an
     *     offset account besides that of the method; and as {@link #propose}
     */
    public Proposal fill(
            String company,
            String journal,
            AdjustmentMethod method,
            Selection selection,
            @Nullable String seen,
            boolean dryRun) {
        return whole(() -> filled(company, journal, method, selection, seen, dryRun));
    }

    /** A dry run does the same work and is rolled back. */
    private Proposal whole(Supplier<Proposal> work) {
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.sql("set local work_mem = '64MB'").update();
            Proposal proposal = work.get();
            if (proposal.kind() == Proposal.Kind.DRY_RUN || proposal.kind() == Proposal.Kind.NOTHING) {
                status.setRollbackOnly();
            }
            return proposal;
        }));
    }

    private Proposal made(ProposalRequest request) {
        CompanyBooks.Books company = books.of(request.company(), request.layer());
        String offsetAccount = request.offsetAccount() == null
                ? request.method().offsetAccount().orElse(null)
                : request.offsetAccount();
        String description = request.description() == null ? request.method().inWords() : request.description();
        Close close = request.onHand() ? lastClose(company, request.layer()) : null;
        long journal = insert(company, request, description, offsetAccount, close);
        Selection selection = request.selection();
        boolean byTransactions = wanted(selection, company);
        Computed computed = compute(
                new Candidates.Wanted(company, request.layer(), selection, byTransactions),
                candidates(close),
                request.method(),
                journal);
        stored.insert(journal, company.id(), request.method(), computed.balance(), selection, byTransactions);
        Proposal.Kind kind = request.dryRun()
                ? Proposal.Kind.DRY_RUN
                : computed.tally().lines() == 0 ? Proposal.Kind.NOTHING : Proposal.Kind.MADE;
        return computed.proposal(request.journal(), description, kind, offsetAccount, request.chargesCode(), 0, null);
    }

    private Proposal computedAgain(String company, String name, @Nullable String seen, boolean dryRun) {
        JournalDesk.Locked locked = desk.lockOpen(company, name, "computed again");
        JournalCard card = locked.card();
        long journal = locked.id();
        StoredProposals.Stored proposal = stored.of(journal).orElseThrow(() -> notAProposal(card));
        CompanyBooks.Books of = books.of(company, card.currencyLayer());
        if (proposal.byTransactions()) {
            wanted.ofProposal(journal);
        } else {
            wanted.none();
        }
        String replaces = replaced.checksum(journal, name, seen);
        long changed = replaced.remove(journal);
        Close close = isOnHand(journal) ? lastClose(of, card.currencyLayer()) : null;
        jdbc.sql("update adjustment_journal set close_run_id = :close where id = :journal")
                .param("close", close == null ? null : close.run())
                .param("journal", journal)
                .update();
        Computed computed = compute(
                new Candidates.Wanted(of, card.currencyLayer(), proposal.selection(), proposal.byTransactions()),
                candidates(close),
                proposal.method(),
                journal);
        stored.updateBalance(journal, computed.balance());
        return computed.proposal(
                name,
                card.description(),
                dryRun ? Proposal.Kind.DRY_RUN : Proposal.Kind.COMPUTED_AGAIN,
                card.offsetAccount(),
                card.chargesCode(),
                changed,
                replaces);
    }

    private Proposal filled(
            String company,
            String name,
            AdjustmentMethod method,
            Selection selection,
            @Nullable String seen,
            boolean dryRun) {
        JournalDesk.Locked locked = desk.lockOpen(company, name, "computed");
        long journal = locked.id();
        CurrencyLayer layer = locked.card().currencyLayer();
        if (isOnHand(journal)) {
            throw new Refused(
                    FaultCode.BAD_VALUE,
                    "journal " + Text.quoted(name) + " is over the layers of a close, another method cannot compute it",
                    "compute it again with adjust --again, or begin another journal",
                    name);
        }
        CompanyBooks.Books of = books.of(company, layer);
        String replaces = replaced.checksum(journal, name, seen);
        boolean byTransactions = wanted(selection, of);
        long changed = replaced.remove(journal);
        String offsetAccount = stored.offsetAccount(locked, method);
        jdbc.sql(
                        "update adjustment_journal set offset_account_id = :account where id = :journal and offset_account_id is distinct from :account")
                .param("account", offsetAccount == null ? null : books.account(of, offsetAccount), Types.INTEGER)
                .param("journal", journal)
                .update();
        jdbc.sql("delete from proposal where journal_id = :journal")
                .param("journal", journal)
                .update();
        Computed computed =
                compute(new Candidates.Wanted(of, layer, selection, byTransactions), candidates(null), method, journal);
        stored.insert(journal, of.id(), method, computed.balance(), selection, byTransactions);
        Proposal.Kind kind = dryRun
                ? Proposal.Kind.DRY_RUN
                : computed.tally().lines() == 0 ? Proposal.Kind.NOTHING : Proposal.Kind.COMPUTED_AGAIN;
        return computed.proposal(
                name,
                locked.card().description(),
                kind,
                offsetAccount,
                locked.card().chargesCode(),
                changed,
                replaces);
    }

    /** Notes the transactions of the file of a selection; false: it has none. */
    private boolean wanted(Selection selection, CompanyBooks.Books company) {
        if (selection.transactions() == null) {
            wanted.none();
            return false;
        }
        wanted.ofFile(selection.transactions(), company.id());
        return true;
    }

    private Candidates candidates(@Nullable Close close) {
        return close == null ? new SelectedReceipts(template) : new OpenLayers(template, close);
    }

    private boolean isOnHand(long journal) {
        return jdbc.sql("select close_run_id is not null from adjustment_journal where id = :journal")
                .param("journal", journal)
                .query(Boolean.class)
                .single();
    }

    private Close lastClose(CompanyBooks.Books company, CurrencyLayer layer) {
        return Close.last(company.id(), layer, jdbc)
                .orElseThrow(() -> new Refused(
                        FaultCode.NO_CLOSE,
                        "this program has not closed inventory of company " + Text.quoted(company.company())
                                + " in the " + layer + " layer: there is nothing on hand as of a close",
                        "close the period first, or leave --on-hand out"));
    }

    private static Refused notAProposal(JournalCard card) {
        return new Refused(
                FaultCode.NOT_A_PROPOSAL,
                "journal " + Text.quoted(card.journal())
                        + " has no method and no selection: it was imported, or made by an earlier"
                        + " version of adjust",
                "change its lines by import, or make a journal of another name with adjust --method and run delete-journal "
                        + Shell.journal(card.company(), card.journal())
                        + "; if a run has tried it, leave it empty by import instead",
                card.journal());
    }

    /**
     * The result of a selection and a method.
     *
     * @param balance the balance of a ledger account that was spread; null: none
     */
    private record Computed(
            Candidates.Wanted wanted,
            boolean onHand,
            Candidates.Totals selected,
            Tally tally,
            @Nullable Money balance,
            Map<LeftOutReason, Long> reasons,
            List<LeftOut> leftOut,
            Proposal.Others others) {
        Proposal proposal(
                String journal,
                String description,
                Proposal.Kind kind,
                @Nullable String offsetAccount,
                @Nullable String chargesCode,
                long changedLines,
                @Nullable String replaces) {
            return new Proposal(
                    wanted.company().company(),
                    journal,
                    description,
                    wanted.layer(),
                    wanted.company().currency(),
                    onHand,
                    kind,
                    offsetAccount,
                    chargesCode,
                    selected.receipts(),
                    tally.lines(),
                    tally.increase(),
                    tally.decrease(),
                    leftOut.stream()
                            .filter(each -> each.reason() != LeftOutReason.VALUE_UNCHANGED)
                            .count(),
                    reasons,
                    leftOut,
                    others,
                    changedLines,
                    replaces);
        }
    }

    private Computed compute(Candidates.Wanted selection, Candidates receipts, AdjustmentMethod method, long journal) {
        Candidates.Totals selected = receipts.select(selection);
        receipts.requireOtherAccounts(journal);
        AllocationPrinciple principle = method.principle();
        Money total = principle == null ? null : total(method, selection, selected);
        if (method.needsCostPrice()) {
            receipts.requireCostPrices(selection.layer());
        }
        Tally tally = principle == null || total == null
                ? lines.each(method, selection.company().currency(), journal, receipts.noun())
                : spread(total, principle, selected, journal, receipts.noun());
        List<LeftOut> leftOut = new ArrayList<>();
        Map<LeftOutReason, Long> reasons = new EnumMap<>(LeftOutReason.class);
        receipts.reasons(selection).forEach((reason, transactions) -> {
            if (selection.byTransactions()
                    || !reason.byOption()
                    || reason == LeftOutReason.STORNO_EXCLUDED
                    || reason == LeftOutReason.NOTHING_OPEN
                    || reason == LeftOutReason.SETTLED) {
                reasons.put(reason, transactions);
            }
        });
        if (selected.receipts() > tally.lines()) {
            reasons.put(LeftOutReason.VALUE_UNCHANGED, selected.receipts() - tally.lines());
        }
        if (selection.byTransactions()) {
            leftOut.addAll(receipts.leftOut(selection));
            leftOut.addAll(receipts.unchanged(journal));
        }
        return new Computed(
                selection,
                receipts.areOnHand(),
                selected,
                tally,
                method.spreadsABalance() ? total : null,
                reasons,
                leftOut,
                OtherJournals.of(journal, jdbc));
    }

    /** Writes the shares of a total. */
    private Tally spread(
            Money total, AllocationPrinciple principle, Candidates.Totals selected, long journal, String noun) {
        if (total.isZero()) {
            return Tally.none(total.currency());
        }
        BigDecimal base = principle.base(selected.quantity(), selected.value());
        if (base.signum() <= 0) {
            throw new Refused(
                    FaultCode.ZERO_BASE,
                    "the value of the selected receipts is zero, so " + total
                            + " cannot be spread in proportion to their value",
                    "spread it with --principle quantity");
        }
        return lines.shares(total, principle, base, journal, noun);
    }

    private Money total(AdjustmentMethod method, Candidates.Wanted selection, Candidates.Totals selected) {
        CompanyBooks.Books company = selection.company();
        try {
            return method.total(
                    Money.of(company.currency(), selected.value()),
                    (account, day) -> books.balance(company, selection.layer(), account, day));
        } catch (ArithmeticException e) {
            throw new Refused(
                    FaultCode.BAD_VALUE,
                    method.inWords() + " has more decimals than " + company.currency() + " has",
                    "round it to " + Money.decimalsOf(company.currency()) + " decimals");
        }
    }

    private long insert(
            CompanyBooks.Books company,
            ProposalRequest request,
            String description,
            @Nullable String offsetAccount,
            @Nullable Close close) {
        return jdbc.sql("""
                        insert into adjustment_journal (company_id, journal, currency_layer, description, offset_account_id, charges_code_id, close_run_id)
                        values (:company, :journal, :layer, :description, :offsetAccount, :chargesCode, :close)
                        on conflict (company_id, journal) do nothing
                        returning id
                        """)
                .param("company", company.id())
                .param("journal", request.journal())
                .param("layer", request.layer().name())
                .param("description", description)
                .param("close", close == null ? null : close.run())
                .param("offsetAccount", offsetAccount == null ? null : books.account(company, offsetAccount))
                .param(
                        "chargesCode",
                        request.chargesCode() == null ? null : books.chargesCode(company, request.chargesCode()))
                .query(Long.class)
                .optional()
                .orElseThrow(() -> exists(request));
    }

    private static Refused exists(ProposalRequest request) {
        return new Refused(
                FaultCode.JOURNAL_EXISTS,
                "company " + Text.quoted(request.company()) + " has an adjustment journal "
                        + Text.quoted(request.journal()) + " already",
                "give --journal another name; while no run has tried it, you can also run delete-journal "
                        + Shell.journal(request.company(), request.journal()) + " first",
                request.journal());
    }
}
