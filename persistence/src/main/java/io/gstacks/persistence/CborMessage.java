package io.gstacks.persistence;

/** Marks what travels between nodes as Jackson CBOR. It lives for seconds and is never stored. */
public interface CborMessage {}
