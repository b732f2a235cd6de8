/** What a run does to values, or would do, and which lines it leaves out; reads only, for the dry run and for reports alike. */
@NullMarked
package org.periodclose.effect;

import org.jspecify.annotations.NullMarked;
