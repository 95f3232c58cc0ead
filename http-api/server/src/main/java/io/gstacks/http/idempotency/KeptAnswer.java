package io.gstacks.http.idempotency;

import io.gstacks.http.idempotency.RequestCommand.Answered;
import io.gstacks.http.idempotency.RequestCommand.GetPart;
import io.gstacks.http.idempotency.RequestCommand.KeepLast;
import io.gstacks.http.idempotency.RequestCommand.KeepPart;
import io.gstacks.http.route.Answer;
import io.gstacks.http.route.ApiException;
import io.gstacks.http.route.Blocking;
import io.gstacks.http.route.Exchange;
import io.gstacks.http.vault.Vault;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.sealed.Sealed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.util.ByteString;

/**
 * Writes an answer into the record of its request, and reads it. Answers are sealed, for some hold
 * a key that is shown once; and in parts, for an actor message stays under 64 KiB.
 */
record KeptAnswer(
    Requests requests, Vault vault, Blocking blocking, RequestKey id, Exchange exchange) {
  /** Sealed and in base 64 it is 32 KiB. */
  static final int PART_BYTES = 24 * 1024;

  CompletionStage<Answer> write(long use, Outcome outcome, Lease lease) {
    var lasting = outcome.lasting();
    if (lasting.isEmpty()) {
      lease.giveUp();
      return CompletableFuture.completedStage(outcome.now());
    }
    var answer = lasting.get();
    return blocking
        .call(() -> sealed(answer.body()))
        .thenCompose(parts -> write(use, answer, parts, 0))
        .thenApply(_ -> answer);
  }

  CompletionStage<Answer> read(Answered answered) {
    var parts = new ArrayList<Sealed>();
    parts.add(answered.first());
    return readRest(answered, parts)
        .thenCompose(_ -> blocking.call(() -> opened(parts)))
        .thenApply(body ->
            new Answer.Whole(
                StatusCodes.get(answered.status()), type(answered.contentType()), body));
  }

  private CompletionStage<Void> write(long use, Answer.Whole answer, List<Sealed> parts, int part) {
    if (part < parts.size() - 1) {
      return noted(replyTo ->
              new KeepPart(exchange.meta("keep_" + part), use, part, parts.get(part), replyTo))
          .thenCompose(_ -> write(use, answer, parts, part + 1));
    }
    return noted(replyTo ->
        new KeepLast(
            exchange.meta("keep_" + part),
            use,
            part,
            answer.status().intValue(),
            answer.type().toString(),
            parts.get(part),
            replyTo));
  }

  private CompletionStage<Void> noted(
      java.util.function.Function<
              org.apache.pekko.actor.typed.ActorRef<RequestCommand.Reply>, RequestCommand>
          command) {
    return requests
        .ask(id, command)
        .thenAccept(reply -> {
          if (reply instanceof RequestCommand.Refused(var refusal)) {
            throw new ApiException(refusal);
          }
        });
  }

  private CompletionStage<Void> readRest(Answered answered, List<Sealed> parts) {
    if (parts.size() == answered.parts()) {
      return CompletableFuture.completedStage(null);
    }
    return requests
        .ask(
            id,
            replyTo -> new GetPart(exchange.meta("part"), answered.use(), parts.size(), replyTo))
        .thenCompose(reply -> {
          if (!(reply instanceof RequestCommand.Part(var body))) {
            throw Idempotency.misplaced(reply);
          }
          parts.add(body);
          return readRest(answered, parts);
        });
  }

  private List<Sealed> sealed(ByteString body) {
    var parts = new ArrayList<Sealed>();
    for (int at = 0; at == 0 || at < body.size(); at += PART_BYTES) {
      var end = Math.min(body.size(), at + PART_BYTES);
      parts.add(vault.seal(tenant(), body.slice(at, end).toArray()));
    }
    return parts;
  }

  private ByteString opened(List<Sealed> parts) {
    var body = ByteString.emptyByteString();
    for (var part : parts) {
      body = body.concat(ByteString.fromArrayUnsafe(vault.open(tenant(), part)));
    }
    return body;
  }

  private TenantId tenant() {
    return exchange.principal().tenant();
  }

  private static ContentType type(String text) {
    return text.equals(ContentTypes.APPLICATION_JSON.toString())
        ? ContentTypes.APPLICATION_JSON
        : ContentTypes.parse(text);
  }
}
