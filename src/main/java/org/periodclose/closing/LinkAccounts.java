package org.periodclose.closing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.Costing;
import org.periodclose.core.costing.Leg;
import org.periodclose.core.costing.Link;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.inventory.Direction;
import org.periodclose.core.inventory.OriginalPosting;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.Correspondence;
import org.periodclose.core.settlement.Part;
import org.periodclose.core.settlement.Settlement;
import org.periodclose.core.settlement.StornoRule;
import org.periodclose.run.Settlements;

/** On which accounts the settlements of linked transactions are posted (close.md section 4). */
final class LinkAccounts {
    private final Map<Long, LegCard> cards;
    private final Accounts accounts;
    private final LocalDate date;

    /** @param date of the run */
    LinkAccounts(Map<Long, LegCard> cards, Accounts accounts, LocalDate date) {
        this.cards = cards;
        this.accounts = accounts;
        this.date = date;
    }

    /**
     * Whether all of them can be posted.
     *
     * @throws Refused if not, with every fault
     */
    void require(List<Costing.Posting> postings) {
        List<Fault> faults = new ArrayList<>();
        for (Costing.Posting posting : postings) {
            try {
                original(posting);
            } catch (Refused refused) {
                faults.addAll(refused.faults());
            }
        }
        Refused.ifAny(faults.stream().distinct().toList());
    }

    void settle(Costing.Posting posting, Settlements made) {
        LegCard card = card(posting.leg());
        Money amount = Money.of(made.partition().currency(), posting.amount());
        OriginalPosting original = original(posting);
        Correspondence ledger = original == null
                ? null
                : StornoRule.correspondence(original, amount, made.partition().storno());
        made.add(
                new Settlement(card.itemId(), posting.leg().id(), posting.part(), amount, ledger),
                posting.leg().name(),
                card.itemGroupId());
    }

    /** Null: nothing is posted. */
    private @Nullable OriginalPosting original(Costing.Posting posting) {
        Leg leg = posting.leg();
        return switch (posting.part()) {
            case ROUNDING, PRICE_DIFFERENCE -> different(leg, Direction.RECEIPT, writtenOff(posting));
            case NORMAL -> isDirect(posting.link()) ? passedOn(posting) : different(leg, Direction.ISSUE, offset(leg));
            case CARRIED -> carried(posting.link(), leg);
            default -> throw new IllegalStateException("links post no " + posting.part());
        };
    }

    /** The receipts post what an issue of a direct flow changes by; they must be there. */
    private @Nullable OriginalPosting passedOn(Costing.Posting posting) {
        List<Leg> receipts = posting.link().receipts();
        if (receipts.isEmpty() || receipts.stream().anyMatch(receipt -> receipt.takes() == Leg.Takes.LATER)) {
            throw refused(
                    FaultCode.NO_ACCOUNT,
                    posting.leg(),
                    "its cost changes, it names no offset account of its own, and a receipt of its flow "
                            + Text.quoted(flow(posting.leg())) + " is not there on " + date,
                    "import the issue again with an offset_account for goods in transit");
        }
        return null;
    }

    private @Nullable OriginalPosting carried(Link link, Leg receipt) {
        if (link.isFlow() && isDirect(link)) {
            int from = sharedInventory(link);
            return from == inventory(receipt) ? null : new OriginalPosting(Direction.RECEIPT, inventory(receipt), from);
        }
        return Stream.concat(Stream.of(receipt), link.issues().stream())
                .filter(leg -> card(leg).ownOffset() != null)
                .findFirst()
                .map(leg -> different(receipt, Direction.RECEIPT, offset(leg)))
                .orElseGet(() -> different(receipt, Direction.RECEIPT, offset(receipt)));
    }

    private int sharedInventory(Link link) {
        Set<Integer> from = link.issues().stream().map(this::inventory).collect(Collectors.toSet());
        if (from.size() > 1) {
            Leg first = link.issues().get(0);
            throw refused(
                    FaultCode.FLOW_ACCOUNTS,
                    first,
                    "the issues of its flow " + Text.quoted(flow(first))
                            + " name no offset account and have different inventory accounts",
                    ScopeRules.OFFSET_OR_ONE_ACCOUNT);
        }
        return from.iterator().next();
    }

    /** A flow whose issues name no offset account, or the inventory account of a receipt: receipts are posted against the account of the issues. */
    private boolean isDirect(Link link) {
        Set<Integer> ofReceipts = new HashSet<>();
        for (Leg receipt : link.receipts()) {
            LegCard card = card(receipt);
            ofReceipts.add(card.ownInventory() == null ? card.inventory() : accounts.named(card.ownInventory()));
        }
        return link.isFlow()
                && link.issues().stream()
                        .map(issue -> accounts.named(card(issue).ownOffset()))
                        .filter(Objects::nonNull)
                        .allMatch(ofReceipts::contains);
    }

    private int writtenOff(Costing.Posting posting) {
        LegCard card = card(posting.leg());
        boolean dearer = posting.amount().signum() > 0;
        Integer special = posting.part() == Part.ROUNDING
                ? dearer ? card.roundingProfit() : card.roundingLoss()
                : dearer ? card.priceDifferenceProfit() : card.priceDifferenceLoss();
        return account(
                posting.leg(),
                null,
                special == null ? dearer ? card.profit() : card.loss() : special,
                dearer ? "PROFIT" : "LOSS");
    }

    private int inventory(Leg leg) {
        return account(leg, card(leg).ownInventory(), card(leg).inventory(), "INVENTORY");
    }

    private int offset(Leg leg) {
        return account(leg, card(leg).ownOffset(), card(leg).issue(), "ISSUE");
    }

    private int account(Leg leg, @Nullable String own, @Nullable Integer ofTheItem, String type) {
        Integer account = own == null ? ofTheItem : accounts.ids().get(own);
        if (account != null) {
            return account;
        }
        throw own == null
                ? refused(
                        FaultCode.NO_ACCOUNT,
                        leg,
                        "its item has no " + type + " account",
                        "give the item, its group or ALL an account of type " + type + " in posting_profiles.csv")
                : refused(
                        FaultCode.UNKNOWN_ACCOUNT,
                        leg,
                        "it names account " + Text.quoted(own) + ", which the company does not have",
                        "add the account in main_accounts.csv");
    }

    private LegCard card(Leg leg) {
        return Objects.requireNonNull(cards.get(leg.id()));
    }

    private String flow(Leg leg) {
        return Objects.requireNonNull(card(leg).flow());
    }

    private OriginalPosting different(Leg leg, Direction direction, int offset) {
        int inventory = inventory(leg);
        if (inventory == offset) {
            throw refused(
                    FaultCode.SAME_ACCOUNT,
                    leg,
                    "its inventory account and the account that its change of cost is posted against are the same",
                    "correct the posting profiles in posting_profiles.csv, or the accounts of the transaction");
        }
        return new OriginalPosting(direction, inventory, offset);
    }

    private Refused refused(FaultCode code, Leg leg, String what, String remedy) {
        return new Refused(new Fault(
                code,
                "transaction " + Text.quoted(leg.name()) + ": " + what,
                remedy,
                null,
                leg.name(),
                card(leg).itemNumber(),
                null));
    }
}
