/** The Spring Batch job that posts an adjustment journal. */
@NullMarked
package org.periodclose.run;

import org.jspecify.annotations.NullMarked;
