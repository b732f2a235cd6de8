/** Imports CSV files into the tables. */
@NullMarked
package org.periodclose.intake;

import org.jspecify.annotations.NullMarked;
