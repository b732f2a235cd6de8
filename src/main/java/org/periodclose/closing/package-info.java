/** Recalculation and close: finds the cost of issues, and closes inventory up to a day. */
@NullMarked
package org.periodclose.closing;

import org.jspecify.annotations.NullMarked;
