@NullMarked
package org.periodclose;

import org.jspecify.annotations.NullMarked;
