/** Runs, voucher lines, the keys by which settlements are summed, and checksums. Pure. */
@NullMarked
package org.periodclose.core.ledger;

import org.jspecify.annotations.NullMarked;
