/** Inventory transactions as the ERP posted them. Pure. */
@NullMarked
package org.periodclose.inventory;

import org.jspecify.annotations.NullMarked;
