/** The contract, proved from outside: worked ledgers, and the program as users start it. */
@NullMarked
package org.periodclose.contract;

import org.jspecify.annotations.NullMarked;
