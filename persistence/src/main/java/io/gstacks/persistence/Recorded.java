package io.gstacks.persistence;

import java.time.Instant;
import java.util.Optional;

/**
 * What the journal holds: an event and its circumstances. Rules see the event alone; the shell
 * wraps.
 *
 * @param at when it was decided, by the deciding node's wall clock
 * @param tenant whose record it is; empty for what belongs to the installation
 * @param by who caused it: an API key's id, {@code host:<id>}, or {@code system}
 * @param request the HTTP request that it came from, or empty text
 * @param command the command that it answers; a repeat of that command changes nothing
 * @param wakeAt when the entity wants to look again, as of this event; empty clears an earlier wish
 */
public record Recorded<E>(
    Instant at,
    Optional<TenantId> tenant,
    String by,
    String request,
    String command,
    Optional<Instant> wakeAt,
    E event) {}
