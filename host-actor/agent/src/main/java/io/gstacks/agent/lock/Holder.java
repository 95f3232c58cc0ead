package io.gstacks.agent.lock;

/** Who took a lock, and when. A pid of 0 is one that could not be read. */
public record Holder(long pid, String since) {}
