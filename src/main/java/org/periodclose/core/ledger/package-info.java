/** Voucher lines and the keys by which settlements are summed. Pure. */
@NullMarked
package org.periodclose.core.ledger;

import org.jspecify.annotations.NullMarked;
