/** What a run moves on one transaction, and the sign it is posted with. Pure. */
@NullMarked
package org.periodclose.core.settlement;

import org.jspecify.annotations.NullMarked;
