package org.periodclose.desk;

import org.periodclose.core.ledger.Voucher;
import org.periodclose.inquiry.Inquiry;
import org.periodclose.inquiry.Names;

/** A voucher and what people call its things. */
public record Document(Voucher voucher, Names names) {
    static Document of(Voucher voucher, Inquiry inquiry) {
        return new Document(
                voucher, inquiry.names(voucher.run().company(), voucher.run().journal()));
    }
}
