@NullMarked
package org.periodclose.report;

import org.jspecify.annotations.NullMarked;
