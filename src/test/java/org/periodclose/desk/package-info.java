@NullMarked
package org.periodclose.desk;

import org.jspecify.annotations.NullMarked;
