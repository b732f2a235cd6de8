/** Voucher lines and the keys by which settlements are summed. Pure. */
@NullMarked
package org.periodclose.ledger;

import org.jspecify.annotations.NullMarked;
