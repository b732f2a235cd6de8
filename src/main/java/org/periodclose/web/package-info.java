/**
 * The console in a browser: pages over the views of the command line, forms over the requests of the desk. Each signed-in user has a desk of their
 * own, on which the database knows them by name.
 */
@NullMarked
package org.periodclose.web;

import org.jspecify.annotations.NullMarked;
