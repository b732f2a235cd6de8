/** The benchmark: Period Close beside what people would use instead, on the same data, with every result compared. */
@NullMarked
package org.periodclose.bench;

import org.jspecify.annotations.NullMarked;
