/** What is in {@code config} for those who run the program: schedulers and the container image. */
@NullMarked
package org.periodclose.operations;

import org.jspecify.annotations.NullMarked;
