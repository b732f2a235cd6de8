/** What recalculation and close must come to: worked companies, worked ledgers, laws over random companies, and a second calculation. */
@NullMarked
package org.periodclose.contract.closing;

import org.jspecify.annotations.NullMarked;
