/** What a company decides for itself: its parameters and the status of its fiscal periods, read and changed one by one. */
@NullMarked
package org.periodclose.setup;

import org.jspecify.annotations.NullMarked;
