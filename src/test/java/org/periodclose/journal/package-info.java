@NullMarked
package org.periodclose.journal;

import org.jspecify.annotations.NullMarked;
