/** Commands, forms of output, exit codes. */
@NullMarked
package org.periodclose.cli;

import org.jspecify.annotations.NullMarked;
