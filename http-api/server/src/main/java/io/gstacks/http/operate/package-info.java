/** What operators see: health, metrics, the request log, the API's own description. */
@NullMarked
package io.gstacks.http.operate;

import org.jspecify.annotations.NullMarked;
