/** The database and its schema. */
@NullMarked
package org.periodclose.database;

import org.jspecify.annotations.NullMarked;
