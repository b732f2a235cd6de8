@NullMarked
package org.periodclose.run;

import org.jspecify.annotations.NullMarked;
