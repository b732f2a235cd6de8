@NullMarked
package org.periodclose.core.fault;

import org.jspecify.annotations.NullMarked;
