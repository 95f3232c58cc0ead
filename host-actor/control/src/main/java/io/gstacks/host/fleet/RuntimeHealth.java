package io.gstacks.host.fleet;

/** The agent's word on one of its engines. */
public record RuntimeHealth(String name, String version, boolean healthy, String reason) {}
