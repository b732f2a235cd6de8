/** Queries about journals, runs and vouchers. Reads only. */
@NullMarked
package org.periodclose.inquiry;

import org.jspecify.annotations.NullMarked;
