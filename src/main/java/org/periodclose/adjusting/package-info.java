/** Adjustment journals before they are posted: propose them from a selection and a method, show, release and delete them. */
@NullMarked
package org.periodclose.adjusting;

import org.jspecify.annotations.NullMarked;
