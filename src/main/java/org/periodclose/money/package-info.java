/** Values in one currency; the only place that rounds. Pure. */
@NullMarked
package org.periodclose.money;

import org.jspecify.annotations.NullMarked;
