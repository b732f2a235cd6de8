/** Files of the contract into tables. */
@NullMarked
package org.periodclose.intake;

import org.jspecify.annotations.NullMarked;
