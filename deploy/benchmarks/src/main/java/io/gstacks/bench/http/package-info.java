/** A lean HTTP/1.1 client, so that the load costs less than what it measures. */
@NullMarked
package io.gstacks.bench.http;

import org.jspecify.annotations.NullMarked;
