/** The direction and the accounts of inventory transactions. Pure. */
@NullMarked
package org.periodclose.core.inventory;

import org.jspecify.annotations.NullMarked;
