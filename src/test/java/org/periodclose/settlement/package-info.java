@NullMarked
package org.periodclose.settlement;

import org.jspecify.annotations.NullMarked;
