/** PostgreSQL: the server that is given or the embedded one, and the schema. */
@NullMarked
package org.periodclose.database;

import org.jspecify.annotations.NullMarked;
