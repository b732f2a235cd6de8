@NullMarked
package org.periodclose.core.ledger;

import org.jspecify.annotations.NullMarked;
