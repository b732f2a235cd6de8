/** Reports for the file and for the wall: what they say, and the page, sheet or list that they become. Reads only. */
@NullMarked
package org.periodclose.report;

import org.jspecify.annotations.NullMarked;
