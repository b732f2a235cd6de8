package org.periodclose.core.inventory;

/**
 * The accounts of a value change of a transaction, in the columns of the transaction's own posting: inventory debit for a receipt, inventory
 * credit for an issue (domain rule 7.2).
 *
 * @param direction decides on which side inventory is
 * @param inventory the balance-sheet account (its id)
 * @param offset the other account (its id)
 */
public record OriginalPosting(Direction direction, int inventory, int offset) {
    public OriginalPosting {
        if (inventory == offset) {
            throw new IllegalArgumentException("inventory account and offset account are the same (id " + inventory
                    + "): correct the posting profile");
        }
    }

    public int debit() {
        return direction == Direction.RECEIPT ? inventory : offset;
    }

    public int credit() {
        return direction == Direction.RECEIPT ? offset : inventory;
    }
}
