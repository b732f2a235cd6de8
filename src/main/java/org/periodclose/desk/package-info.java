/** Use cases: a request in, a result record out. Every surface calls these. */
@NullMarked
package org.periodclose.desk;

import org.jspecify.annotations.NullMarked;
