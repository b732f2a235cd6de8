/** What other systems receive about a posting: fields of the log, metrics, a trace, pings. */
@NullMarked
package org.periodclose.telemetry;

import org.jspecify.annotations.NullMarked;
