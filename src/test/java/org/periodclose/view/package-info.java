@NullMarked
package org.periodclose.view;

import org.jspecify.annotations.NullMarked;
