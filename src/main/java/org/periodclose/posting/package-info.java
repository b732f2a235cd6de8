/** The Spring Batch job that posts an adjustment journal. */
@NullMarked
package org.periodclose.posting;

import org.jspecify.annotations.NullMarked;
