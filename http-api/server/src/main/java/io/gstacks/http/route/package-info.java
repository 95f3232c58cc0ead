/**
 * What a route is made of: its entry in the table, the request that it gets, the answer it gives.
 */
@NullMarked
package io.gstacks.http.route;

import org.jspecify.annotations.NullMarked;
