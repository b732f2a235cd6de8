@NullMarked
package org.periodclose.adjusting;

import org.jspecify.annotations.NullMarked;
