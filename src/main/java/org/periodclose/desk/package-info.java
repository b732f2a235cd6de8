/** What every surface calls: a request comes in, a result goes out. It knows no terminal and no browser. */
@NullMarked
package org.periodclose.desk;

import org.jspecify.annotations.NullMarked;
