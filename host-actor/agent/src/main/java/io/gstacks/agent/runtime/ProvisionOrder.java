package io.gstacks.agent.runtime;

import io.gstacks.agent.protocol.Provision;

/** A workload to be made: which sandbox, which of its generations, and how. */
public record ProvisionOrder(
    String sandboxId, long generation, Provision provision, Deadline deadline, Steps steps) {}
