@NullMarked
package org.periodclose.effect;

import org.jspecify.annotations.NullMarked;
