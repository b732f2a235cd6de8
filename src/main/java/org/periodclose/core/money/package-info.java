/** Amounts in one currency; the only place that rounds. Pure. */
@NullMarked
package org.periodclose.core.money;

import org.jspecify.annotations.NullMarked;
