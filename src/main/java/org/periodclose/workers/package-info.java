/** Spreads a run over processes on any machine: a queue of its partitions in the database, who sends them and who does them. */
@NullMarked
package org.periodclose.workers;

import org.jspecify.annotations.NullMarked;
