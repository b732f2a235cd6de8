@NullMarked
package org.periodclose.inquiry;

import org.jspecify.annotations.NullMarked;
