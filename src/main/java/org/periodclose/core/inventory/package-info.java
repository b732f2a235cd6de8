/** Inventory transactions as the ERP posted them. Pure. */
@NullMarked
package org.periodclose.core.inventory;

import org.jspecify.annotations.NullMarked;
