/** Who calls: API keys, how long they are believed, and how much each may ask for. */
@NullMarked
package io.gstacks.http.auth;

import org.jspecify.annotations.NullMarked;
