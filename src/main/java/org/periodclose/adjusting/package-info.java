/** An adjustment journal until it is posted: proposed from a selection and a method, looked at, released, deleted. */
@NullMarked
package org.periodclose.adjusting;

import org.jspecify.annotations.NullMarked;
