/** The files of sandboxes: bytes, trees and what is known of them, from and to their agents. */
@NullMarked
package io.gstacks.http.file;

import org.jspecify.annotations.NullMarked;
