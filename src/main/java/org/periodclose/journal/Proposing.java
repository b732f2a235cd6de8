package org.periodclose.journal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.periodclose.fault.Fault;
import org.periodclose.fault.FaultCode;
import org.periodclose.fault.Refused;
import org.periodclose.money.Money;
import org.periodclose.settlement.AdjustmentMethod;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes adjustment journals from a selection of open receipts and a method, each in one transaction: a whole journal, or none. */
public final class Proposing {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_DESCRIPTION = 1_000;

    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final CompanyBooks books;
    private final SelectedReceipts receipts;
    private final ProposedLines lines;

    Proposing(PlatformTransactionManager transactions, JdbcTemplate template) {
        this.transaction = new TransactionTemplate(transactions);
        this.jdbc = JdbcClient.create(template);
        this.books = new CompanyBooks(jdbc);
        this.receipts = new SelectedReceipts(template);
        this.lines = new ProposedLines(template);
    }

    /**
     * Makes the journal that is asked for, OPEN.
     *
     * @throws Refused with every fault of the first kind that is found; nothing is written then
     */
    public Proposal propose(ProposalRequest request) {
        return Objects.requireNonNull(transaction.execute(status -> {
            if (request.dryRun()) {
                status.setRollbackOnly();
            }
            return make(request);
        }));
    }

    private Proposal make(ProposalRequest request) {
        jdbc.sql("set local work_mem = '64MB'").update();
        CompanyBooks.Books company = books.of(request.company(), request.layer());
        String offsetAccount = request.offsetAccount() == null
                ? request.method().offsetAccount().orElse(null)
                : request.offsetAccount();
        Integer offsetAccountId = offsetAccount == null ? null : books.account(company, offsetAccount);
        Integer chargesCodeId =
                request.chargesCode() == null ? null : books.chargesCode(company, request.chargesCode());
        String description = request.description() == null ? request.method().inWords() : request.description();
        requireNames(request.journal(), description);
        Long journal = request.dryRun()
                ? freeName(company, request)
                : insert(company, request, description, offsetAccountId, chargesCodeId);
        SelectedReceipts.Totals selected = receipts.select(company.id(), request.layer(), request.selection());
        Tally tally = tally(company, request, selected, journal);
        return new Proposal(
                request.company(),
                request.journal(),
                description,
                request.layer(),
                company.currency(),
                request.dryRun(),
                offsetAccount,
                request.chargesCode(),
                selected.receipts(),
                tally.lines(),
                tally.increase(),
                tally.decrease(),
                selected.leftOut());
    }

    private Tally tally(
            CompanyBooks.Books company,
            ProposalRequest request,
            SelectedReceipts.Totals selected,
            @Nullable Long journal) {
        return request.method().by(new AdjustmentMethod.Ways<Tally>() {
            @Override
            public Tally each(AdjustmentMethod.Each method) {
                if (method.needsCostPrice()) {
                    refuseIfAny(receipts.itemsWithoutCostPrice(request.layer()));
                }
                return lines.each(method, company.currency(), journal);
            }

            @Override
            public Tally spread(AdjustmentMethod.Spread method) {
                Money total = total(company, request, method, selected);
                BigDecimal base = method.principle().base(selected.quantity(), selected.value());
                if (base.signum() <= 0) {
                    throw new Refused(
                            FaultCode.ZERO_BASE,
                            "the selected receipts are worth nothing, so " + total
                                    + " cannot be spread in proportion to their value",
                            "spread it with --principle quantity");
                }
                return lines.shares(total, method.principle(), base, journal);
            }
        });
    }

    private Money total(
            CompanyBooks.Books company,
            ProposalRequest request,
            AdjustmentMethod.Spread spread,
            SelectedReceipts.Totals selected) {
        AdjustmentMethod.Ledger ledger =
                (String account, LocalDate day) -> books.balance(company, request.layer(), account, day);
        try {
            return spread.total(Money.of(company.currency(), selected.value()), ledger);
        } catch (ArithmeticException e) {
            throw new Refused(
                    FaultCode.BAD_VALUE,
                    request.method().inWords() + " has more decimals than " + company.currency() + " has",
                    "round it to " + Money.decimalsOf(company.currency()) + " decimals");
        }
    }

    private @Nullable Long freeName(CompanyBooks.Books company, ProposalRequest request) {
        boolean taken = jdbc.sql(
                        "select exists (select from adjustment_journal where company_id = :company and journal = :journal)")
                .param("company", company.id())
                .param("journal", request.journal())
                .query(Boolean.class)
                .single();
        if (taken) {
            throw exists(request);
        }
        return null;
    }

    private Long insert(
            CompanyBooks.Books company,
            ProposalRequest request,
            String description,
            @Nullable Integer offsetAccountId,
            @Nullable Integer chargesCodeId) {
        return jdbc.sql("""
                        insert into adjustment_journal (company_id, journal, currency_layer, description, offset_account_id, charges_code_id)
                        values (:company, :journal, :layer, :description, :offsetAccount, :chargesCode)
                        on conflict (company_id, journal) do nothing
                        returning id
                        """)
                .param("company", company.id())
                .param("journal", request.journal())
                .param("layer", request.layer().name())
                .param("description", description)
                .param("offsetAccount", offsetAccountId)
                .param("chargesCode", chargesCodeId)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> exists(request));
    }

    private static Refused exists(ProposalRequest request) {
        return new Refused(List.of(new Fault(
                FaultCode.JOURNAL_EXISTS,
                "company " + request.company() + " has an adjustment journal " + request.journal() + " already",
                "give --journal another name, or run delete-journal --company " + request.company() + " --journal "
                        + request.journal() + " first",
                request.journal(),
                null)));
    }

    private static void requireNames(String journal, String description) {
        if (journal.isBlank()
                || journal.length() > LONGEST_NAME
                || description.length() > LONGEST_DESCRIPTION
                || (journal + description).chars().anyMatch(Character::isISOControl)) {
            throw new Refused(
                    FaultCode.BAD_VALUE,
                    "the name of a journal has 1 to " + LONGEST_NAME + " characters, its description up to "
                            + LONGEST_DESCRIPTION + ", no control characters",
                    "give other ones");
        }
    }

    private static void refuseIfAny(List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw new Refused(faults);
        }
    }
}
