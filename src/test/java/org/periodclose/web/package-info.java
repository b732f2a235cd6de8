@NullMarked
package org.periodclose.web;

import org.jspecify.annotations.NullMarked;
