@NullMarked
package org.periodclose.core.settlement;

import org.jspecify.annotations.NullMarked;
