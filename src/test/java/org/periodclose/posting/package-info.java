@NullMarked
package org.periodclose.posting;

import org.jspecify.annotations.NullMarked;
