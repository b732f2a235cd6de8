/** The change of value of one transaction by a run, and its sign in the ledger. Pure. */
@NullMarked
package org.periodclose.core.settlement;

import org.jspecify.annotations.NullMarked;
