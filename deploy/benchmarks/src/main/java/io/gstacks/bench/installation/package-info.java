/** An installation of gstacks of the bench's own: started, asked, and removed. */
@NullMarked
package io.gstacks.bench.installation;

import org.jspecify.annotations.NullMarked;
