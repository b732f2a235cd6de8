package org.periodclose.closing;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.Costing;
import org.periodclose.core.costing.Leg;
import org.periodclose.core.costing.Link;
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
    private final Map<String, Integer> accounts;

    /** @param accounts main accounts of the company by name */
    LinkAccounts(Map<Long, LegCard> cards, Map<String, Integer> accounts) {
        this.cards = cards;
        this.accounts = accounts;
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
        int inventory = inventory(leg);
        return switch (posting.part()) {
            case ROUNDING, PRICE_DIFFERENCE -> different(leg, Direction.RECEIPT, inventory, writtenOff(posting));
            case NORMAL ->
                isDirect(posting.link())
                        ? null
                        : different(
                                leg,
                                Direction.ISSUE,
                                inventory,
                                ValuedObject.account(
                                        own(card(leg).ownOffset()), card(leg).issue()));
            case CARRIED -> carried(posting.link(), leg, inventory);
            default -> throw new IllegalStateException("links post no " + posting.part());
        };
    }

    private @Nullable OriginalPosting carried(Link link, Leg receipt, int inventory) {
        if (link.isFlow() && isDirect(link)) {
            int from = inventory(link.issues().get(0));
            return from == inventory ? null : new OriginalPosting(Direction.RECEIPT, inventory, from);
        }
        Integer offset = own(card(receipt).ownOffset());
        for (Leg issue : link.issues()) {
            if (offset == null) {
                offset = own(card(issue).ownOffset());
            }
        }
        return different(
                receipt,
                Direction.RECEIPT,
                inventory,
                ValuedObject.account(offset, card(receipt).issue()));
    }

    /** A flow whose issues name no offset account, or the inventory account of a receipt: receipts are posted against the account of the issues. */
    private boolean isDirect(Link link) {
        Set<Integer> receipts = new HashSet<>();
        link.receipts()
                .forEach(receipt -> receipts.add(
                        card(receipt).ownInventory() == null
                                ? card(receipt).inventory()
                                : own(card(receipt).ownInventory())));
        return link.isFlow()
                && link.issues().stream()
                        .map(issue -> own(card(issue).ownOffset()))
                        .filter(Objects::nonNull)
                        .allMatch(receipts::contains);
    }

    private Integer writtenOff(Costing.Posting posting) {
        LegCard card = card(posting.leg());
        boolean dearer = posting.amount().signum() > 0;
        return ValuedObject.account(
                posting.part() == Part.ROUNDING
                        ? dearer ? card.roundingProfit() : card.roundingLoss()
                        : dearer ? card.priceDifferenceProfit() : card.priceDifferenceLoss(),
                dearer ? card.profit() : card.loss());
    }

    private int inventory(Leg leg) {
        return ValuedObject.account(own(card(leg).ownInventory()), card(leg).inventory());
    }

    private LegCard card(Leg leg) {
        return Objects.requireNonNull(cards.get(leg.id()));
    }

    private @Nullable Integer own(@Nullable String name) {
        return name == null ? null : accounts.getOrDefault(name, Component.VANISHED);
    }

    private static OriginalPosting different(Leg leg, Direction direction, int inventory, int offset) {
        if (inventory == offset) {
            throw new Refused(
                    FaultCode.SAME_ACCOUNT,
                    "transaction " + Text.quoted(leg.name())
                            + ": its inventory account and its offset account are the same",
                    "give the item, its group or ALL another account in posting_profiles.csv, then run the command again");
        }
        return new OriginalPosting(direction, inventory, offset);
    }
}
