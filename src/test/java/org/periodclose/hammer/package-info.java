/** Attacks the program as bad nights do: processes and servers killed, connections cut, disks full. Every end must have the same bytes. */
@NullMarked
package org.periodclose.hammer;

import org.jspecify.annotations.NullMarked;
