@NullMarked
package org.periodclose.setup;

import org.jspecify.annotations.NullMarked;
