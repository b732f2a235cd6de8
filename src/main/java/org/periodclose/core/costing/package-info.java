/** Which receipts pay for which issues, and what that makes the issues cost. Pure. */
@NullMarked
package org.periodclose.core.costing;

import org.jspecify.annotations.NullMarked;
