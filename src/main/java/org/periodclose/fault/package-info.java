/** What went wrong, in the words of the user: codes, messages and remedies. Pure. */
@NullMarked
package org.periodclose.fault;

import org.jspecify.annotations.NullMarked;
