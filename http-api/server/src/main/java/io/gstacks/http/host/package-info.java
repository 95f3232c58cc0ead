/** Hosts as the API shows them, their tags and their log. */
@NullMarked
package io.gstacks.http.host;

import org.jspecify.annotations.NullMarked;
