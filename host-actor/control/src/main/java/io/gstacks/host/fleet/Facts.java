package io.gstacks.host.fleet;

/** What a host said it is, when it enrolled or last connected. */
public record Facts(
    String hostname, String agentVersion, String os, String architecture, String kernel) {}
