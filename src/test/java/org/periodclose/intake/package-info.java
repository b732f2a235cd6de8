@NullMarked
package org.periodclose.intake;

import org.jspecify.annotations.NullMarked;
