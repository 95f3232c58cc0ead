package io.gstacks.http.route;

import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** A request's body as it comes, no faster than it is taken. */
@FunctionalInterface
public interface Upload {
  /**
   * To be run at most once. It fails beyond the limit, and when the client breaks off. Who stops
   * taking before its end loses nothing: the rest is read and forgotten, so that the client reads
   * the answer.
   */
  Source<ByteString, NotUsed> bytes(long limit);
}
