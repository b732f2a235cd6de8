/** What a run moves on one transaction, and the sign it is posted with. Pure. */
@NullMarked
package org.periodclose.settlement;

import org.jspecify.annotations.NullMarked;
