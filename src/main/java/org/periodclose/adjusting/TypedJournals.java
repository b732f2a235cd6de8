package org.periodclose.adjusting;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.money.AmountText;
import org.periodclose.core.money.AmountText.Language;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.JournalSums;
import org.periodclose.core.settlement.TypedAnswer;
import org.periodclose.core.settlement.TypedLine;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adjustment journals whose amounts people type. They are journals as any other; every amount is checked and stored at once, in one short
 * transaction that locks its journal.
 */
public final class TypedJournals {
    /** More amounts are not pasted at once. */
    public static final int LARGEST_PASTE = 10_000;

    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final CompanyBooks books;
    private final OpenReceipts receipts;
    private final TypedLines lines;
    private final LockedJournals journals;

    TypedJournals(PlatformTransactionManager transactions, JdbcTemplate template, OpenReceipts receipts) {
        this.transaction = new TransactionTemplate(transactions);
        this.jdbc = JdbcClient.create(template);
        this.books = new CompanyBooks(jdbc);
        this.receipts = receipts;
        this.lines = new TypedLines(template);
        this.journals = new LockedJournals(jdbc);
    }

    /**
     * Makes an empty OPEN journal.
     *
     * @param journal its name, not used yet; null: one is made
     * @return its name
     * @throws Refused if it cannot be kept, or there is one of that name, or an account or charges code is unknown
     */
    public String begin(
            String company,
            @Nullable String journal,
            CurrencyLayer layer,
            @Nullable String description,
            @Nullable String offsetAccount,
            @Nullable String chargesCode) {
        return Objects.requireNonNull(transaction.execute(status -> {
            CompanyBooks.Books of = books.of(company, layer);
            Integer account = offsetAccount == null ? null : books.account(of, offsetAccount);
            Integer code = chargesCode == null ? null : books.chargesCode(of, chargesCode);
            String words = description == null ? "" : JournalNames.description(description);
            return journal == null
                    ? journals.insertNamed(of.id(), layer, words, account, code)
                    : journals.insert(of, JournalNames.name(journal), layer, words, account, code);
        }));
    }

    /**
     * Stores, changes or removes one amount.
     *
     * @param amount as it was typed; null or blank: no line
     * @param seen the amount that the typist saw before; null: none
     * @throws Refused if there is no such journal, or its lines cannot change any more
     */
    public TypedAnswer type(
            String company,
            String journal,
            String transactionId,
            @Nullable String amount,
            @Nullable BigDecimal seen,
            @Nullable Language language) {
        return answer(company, journal, locked -> {
            Typed typed = Typed.of(transactionId, amount, language, locked);
            TypedLines.Checked line =
                    lines.check(locked.id(), journal, List.of(typed.wanted())).get(0);
            return List.of(decided(line, typed, seen, journal));
        });
    }

    /** An amount that somebody else has changed since it was seen is not overwritten. */
    private static Decided decided(TypedLines.Checked line, Typed typed, @Nullable BigDecimal seen, String journal) {
        boolean changed = !same(line.stored(), seen)
                && !same(line.stored(), typed.wanted().amount());
        return new Decided(
                line, line.id() != null && changed ? line.changed(seen, journal) : typed.orElse(line.fault()));
    }

    /**
     * Stores the amounts of receipts that follow each other in a selection.
     *
     * @param first the transaction of the first amount
     * @param amounts as they were pasted; a blank one removes the line
     * @param inSight the transactions of the rows that the typist saw, from the first amount on
     * @param seen the amounts that the typist saw before, null: none; of rows that were not in sight nothing stands here, and they are stored whatever they had
     * @throws Refused as {@link #type}, and if the selection does not have so many receipts from there on, or others than those in sight
     */
    public TypedAnswer paste(
            String company,
            String journal,
            Selection selection,
            String first,
            List<String> amounts,
            List<String> inSight,
            List<@Nullable BigDecimal> seen,
            @Nullable Language language) {
        if (amounts.size() > LARGEST_PASTE) {
            throw new Refused(
                    FaultCode.FILE_TOO_LARGE,
                    amounts.size() + " amounts were pasted, at most " + LARGEST_PASTE + " are taken at once",
                    "paste fewer, or upload them as a file",
                    journal);
        }
        return answer(company, journal, locked -> {
            List<String> ids = receipts.following(company, locked.layer(), selection, first, inSight, amounts.size());
            List<Typed> typed = new ArrayList<>();
            for (int i = 0; i < ids.size(); i++) {
                typed.add(Typed.of(ids.get(i), amounts.get(i), language, locked));
            }
            List<TypedLines.Checked> found = lines.check(
                    locked.id(), journal, typed.stream().map(Typed::wanted).toList());
            List<Decided> decided = new ArrayList<>();
            for (int i = 0; i < found.size(); i++) {
                decided.add(
                        i < seen.size()
                                ? decided(found.get(i), typed.get(i), seen.get(i), journal)
                                : new Decided(
                                        found.get(i),
                                        typed.get(i).orElse(found.get(i).fault())));
            }
            return decided;
        });
    }

    /**
     * Stores every amount of a file, or none.
     *
     * @param name what messages call the file
     * @throws Refused as {@link #type}, and with every line of the file that is refused, the first {@value AmountsOfAFile#KEPT}
     */
    public TypedAnswer load(String company, String journal, String name, FileOfAmounts file) {
        return Objects.requireNonNull(transaction.execute(status -> {
            LockedJournals.Locked locked = journals.lock(company, journal);
            long stored = new AmountsOfAFile(lines, locked.id(), journal, name).store(file, locked.currency());
            return answered(locked, List.of(), stored);
        }));
    }

    /** What was typed for a transaction, and why it is no amount; null: it is one. */
    private record Typed(TypedLines.Wanted wanted, @Nullable Fault fault) {
        static Typed of(
                String transactionId,
                @Nullable String amount,
                @Nullable Language language,
                LockedJournals.Locked journal) {
            if (amount == null || Text.trim(amount).isEmpty()) {
                return new Typed(new TypedLines.Wanted(transactionId, null), null);
            }
            try {
                BigDecimal parsed = AmountText.parse(amount, language, journal.currency());
                if (parsed.signum() == 0) {
                    throw new Refused(FaultCode.BAD_VALUE, "the amount is zero", "leave it empty");
                }
                return new Typed(new TypedLines.Wanted(transactionId, parsed), null);
            } catch (Refused refused) {
                Fault fault = refused.first();
                return new Typed(
                        new TypedLines.Wanted(transactionId, null),
                        new Fault(fault.code(), fault.message(), fault.remedy(), journal.journal(), transactionId));
            }
        }

        /** A text that is no amount is refused as that, unless its transaction is unknown. */
        @Nullable
        Fault orElse(@Nullable Fault found) {
            return found == null ? fault : found;
        }
    }

    /** What was found of an amount, and why it is not stored; null: it is. */
    private record Decided(
            TypedLines.Checked line, @Nullable Fault fault) {
        /** Whether the line of the journal becomes another one. */
        boolean changes() {
            return fault == null && !same(line.stored(), line.amount());
        }

        TypedLine answer() {
            return new TypedLine(
                    line.transactionId(), line.stored(), fault == null ? line.amount() : line.stored(), fault);
        }
    }

    private interface Deciding {
        List<Decided> decide(LockedJournals.Locked journal);
    }

    private TypedAnswer answer(String company, String journal, Deciding deciding) {
        return Objects.requireNonNull(transaction.execute(status -> {
            LockedJournals.Locked locked = journals.lock(company, journal);
            List<Decided> decided = deciding.decide(locked);
            List<TypedLines.Checked> changes =
                    decided.stream().filter(Decided::changes).map(Decided::line).toList();
            lines.store(locked.id(), changes);
            return answered(locked, decided.stream().map(Decided::answer).toList(), changes.size());
        }));
    }

    private TypedAnswer answered(LockedJournals.Locked locked, List<TypedLine> answers, long stored) {
        JournalSums sums = jdbc.sql("""
                        select count(*) as lines,
                               coalesce(sum(amount) filter (where amount > 0), 0) as plus,
                               coalesce(sum(amount) filter (where amount < 0), 0) as minus
                          from adjustment
                         where journal_id = :journal
                        """)
                .param("journal", locked.id())
                .query((row, number) -> new JournalSums(
                        row.getLong("lines"),
                        Money.of(locked.currency(), row.getBigDecimal("plus")).amount(),
                        Money.of(locked.currency(), row.getBigDecimal("minus")).amount()))
                .single();
        return new TypedAnswer(answers, stored, sums, locked.released() && !journals.isReleased(locked.id()));
    }

    private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.compareTo(other) == 0;
    }
}
