package io.gstacks.host.fleet;

/** The last heartbeat's figures. Never journaled. */
public record Telemetry(
    int cpuUsedMillis,
    int memoryUsedMib,
    int memoryTotalMib,
    int diskUsedMib,
    int diskTotalMib,
    double load1,
    int containersRunning,
    int containersTotal,
    long uptimeSeconds,
    long agentRssMib) {}
