@NullMarked
package org.periodclose.core.costing;

import org.jspecify.annotations.NullMarked;
