@NullMarked
package org.periodclose.core.money;

import org.jspecify.annotations.NullMarked;
