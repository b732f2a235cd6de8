@NullMarked
package org.periodclose.fault;

import org.jspecify.annotations.NullMarked;
