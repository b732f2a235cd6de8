/** PostgreSQL: the server that is given or the embedded one, and the schema. */
@NullMarked
package org.periodclose.embedded;

import org.jspecify.annotations.NullMarked;
