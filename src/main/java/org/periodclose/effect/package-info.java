/** The effect of a run on values, done or planned, and the lines that it leaves out. Reads only. */
@NullMarked
package org.periodclose.effect;

import org.jspecify.annotations.NullMarked;
