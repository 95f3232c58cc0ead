package io.gstacks.http.file;

import io.gstacks.http.channel.AgentStreams;
import io.gstacks.http.route.Exchange;
import java.util.concurrent.CompletionStage;

/** Where the running sandbox of a request is; fails where it is unknown, or does not run. */
@FunctionalInterface
public interface Targets {
  CompletionStage<AgentStreams.Target> of(Exchange exchange);
}
