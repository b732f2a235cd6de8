/** The embedded PostgreSQL server. */
@NullMarked
package org.periodclose.embedded;

import org.jspecify.annotations.NullMarked;
