@NullMarked
package org.periodclose.core.inventory;

import org.jspecify.annotations.NullMarked;
