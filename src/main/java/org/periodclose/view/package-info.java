/** What a surface shows: each result described once, and the forms that are written from the description. Reads only. */
@NullMarked
package org.periodclose.view;

import org.jspecify.annotations.NullMarked;
