@NullMarked
package org.periodclose.cli;

import org.jspecify.annotations.NullMarked;
