/** Revaluation, and conversion to standard cost: sets the value of stock to quantity times price. */
@NullMarked
package org.periodclose.revaluing;

import org.jspecify.annotations.NullMarked;
