/** The shell around every durable entity: envelopes, repeats, tenants and waking. */
@NullMarked
package io.gstacks.persistence.entity;

import org.jspecify.annotations.NullMarked;
