package io.gstacks.host.fleet;

/** An image that a host holds. */
public record CachedImage(String reference, String digest) {}
