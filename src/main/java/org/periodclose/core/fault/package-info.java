/** What went wrong, in the words of the user: codes, messages and remedies. Pure. */
@NullMarked
package org.periodclose.core.fault;

import org.jspecify.annotations.NullMarked;
