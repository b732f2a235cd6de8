@NullMarked
package org.periodclose.telemetry;

import org.jspecify.annotations.NullMarked;
