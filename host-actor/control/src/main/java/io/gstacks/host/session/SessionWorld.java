package io.gstacks.host.session;

import io.gstacks.host.HostSettings;
import io.gstacks.host.authority.CertificateAuthority;
import io.gstacks.host.fleet.Hosts;
import io.gstacks.host.work.SandboxPort;

/** What sessions need of the world around them; one for all sessions of a node. */
public record SessionWorld(
    Hosts hosts,
    SandboxPort sandboxes,
    CertificateAuthority authority,
    RefusedChannels refusedChannels,
    HostSettings settings) {}
