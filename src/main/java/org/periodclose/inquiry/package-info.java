/** Questions about journals, runs and vouchers; reads only. */
@NullMarked
package org.periodclose.inquiry;

import org.jspecify.annotations.NullMarked;
