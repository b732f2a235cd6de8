/** The program's start; the rooms below it are described in src/docs/architecture.md. */
@NullMarked
package org.periodclose;

import org.jspecify.annotations.NullMarked;
