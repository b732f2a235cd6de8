/** Faults with codes, messages and remedies, and the text of messages. Pure. */
@NullMarked
package org.periodclose.core.fault;

import org.jspecify.annotations.NullMarked;
