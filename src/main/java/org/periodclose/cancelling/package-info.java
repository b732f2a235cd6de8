/** Runs that take another run back. */
@NullMarked
package org.periodclose.cancelling;

import org.jspecify.annotations.NullMarked;
