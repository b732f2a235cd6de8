/** Whether what is posted still is what was posted. */
@NullMarked
package org.periodclose.evidence;

import org.jspecify.annotations.NullMarked;
