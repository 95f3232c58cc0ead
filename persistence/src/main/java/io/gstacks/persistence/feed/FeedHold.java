package io.gstacks.persistence.feed;

import java.time.Duration;

/** The oldest transaction that has written: the feed waits for its end. */
public record FeedHold(String holder, Duration age) {}
