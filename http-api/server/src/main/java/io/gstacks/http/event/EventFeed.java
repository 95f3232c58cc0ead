package io.gstacks.http.event;

import io.gstacks.persistence.feed.FeedEntry;
import io.gstacks.persistence.feed.FeedPosition;
import io.gstacks.persistence.feed.JournalFeed;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/** Everything that is journalled, in order. */
public interface EventFeed {
  Source<FeedEntry, NotUsed> from(FeedPosition position);

  FeedPosition currentPosition();

  static EventFeed of(JournalFeed feed) {
    return new EventFeed() {
      @Override
      public Source<FeedEntry, NotUsed> from(FeedPosition position) {
        return feed.from(position);
      }

      @Override
      public FeedPosition currentPosition() {
        return feed.currentPosition();
      }
    };
  }
}
