@NullMarked
package org.periodclose.money;

import org.jspecify.annotations.NullMarked;
