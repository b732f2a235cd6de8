/** What others learn of a posting while nobody looks: fields of the log, metrics, a trace, pings. */
@NullMarked
package org.periodclose.telemetry;

import org.jspecify.annotations.NullMarked;
