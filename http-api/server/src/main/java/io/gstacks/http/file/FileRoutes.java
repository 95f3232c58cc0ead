package io.gstacks.http.file;

import io.gstacks.agent.protocol.FilesReply;
import io.gstacks.host.fleet.FileOrder;
import io.gstacks.http.channel.AgentStreams;
import io.gstacks.http.route.Answer;
import io.gstacks.http.route.ApiException;
import io.gstacks.http.route.Endpoint;
import io.gstacks.http.route.Exchange;
import io.gstacks.http.route.PageBody;
import io.gstacks.persistence.entity.Role;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.Materializer;

/**
 * What is answered whole below {@code /api/sandboxes/{id}/files}: {@code stat}, {@code list},
 * {@code mkdir}, {@code move}, and the removal. What makes or moves runs once under a key: done
 * again it would find its own work in the way.
 */
public final class FileRoutes {
  private static final String FILES = "/api/sandboxes/{id}/files";
  private static final int MOST_ENTRIES = 1_000;
  private static final int USUAL_ENTRIES = 200;

  record MakeDirectory(Optional<String> path, Optional<Boolean> parents, Optional<String> mode) {}

  record Move(Optional<String> from, Optional<String> to, Optional<Boolean> overwrite) {}

  private final FileStreams files;

  public FileRoutes(Targets running, AgentStreams streams, Materializer materializer) {
    this.files = new FileStreams(running, streams, materializer);
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(FILES + "/stat", Role.VIEWER, this::stat).with(FilePath.PARAMETER),
        Endpoint.get(FILES + "/list", Role.VIEWER, this::list)
            .with(FilePath.PARAMETER, "limit", "cursor"),
        Endpoint.post(FILES + "/mkdir", Role.MEMBER, this::makeDirectory).once(),
        Endpoint.post(FILES + "/move", Role.MEMBER, this::move).once(),
        Endpoint.delete(FILES, Role.MEMBER, this::remove).with(FilePath.PARAMETER, "recursive"));
  }

  private CompletionStage<Answer> stat(Exchange exchange) {
    return files
        .whole(exchange, new FileOrder.Stat(FilePath.of(exchange)))
        .thenApply(FileRoutes::entry);
  }

  private CompletionStage<Answer> list(Exchange exchange) {
    var query = exchange.query();
    var order =
        new FileOrder.ListDirectory(
            FilePath.of(exchange),
            query.number("limit", 1, MOST_ENTRIES, USUAL_ENTRIES),
            query.text("cursor").map(FileRoutes::name).orElse(""));
    return files.whole(exchange, order).thenApply(FileRoutes::page);
  }

  private CompletionStage<Answer> makeDirectory(Exchange exchange) {
    var body = exchange.body(MakeDirectory.class);
    var order =
        new FileOrder.MakeDirectory(
            FilePath.required("path", body.path()),
            body.parents().orElse(false),
            FileMode.of(body.mode()));
    return files
        .whole(exchange, order)
        .thenApply(replies -> Answer.created(FileBody.of(FileStreams.entry(replies))));
  }

  private CompletionStage<Answer> move(Exchange exchange) {
    var body = exchange.body(Move.class);
    var order =
        new FileOrder.Move(
            FilePath.required("from", body.from()),
            FilePath.required("to", body.to()),
            body.overwrite().orElse(false));
    return files.whole(exchange, order).thenApply(FileRoutes::entry);
  }

  private CompletionStage<Answer> remove(Exchange exchange) {
    var order = new FileOrder.Remove(FilePath.of(exchange), exchange.query().flag("recursive"));
    return files.whole(exchange, order).thenApply(_ -> Answer.nothing());
  }

  private static Answer entry(List<FilesReply> replies) {
    return Answer.ok(FileBody.of(FileStreams.entry(replies)));
  }

  private static Answer page(List<FilesReply> replies) {
    var items =
        replies.stream()
            .flatMap(reply -> reply.getEntries().getEntriesList().stream())
            .map(FileBody::of)
            .toList();
    var more = replies.stream().anyMatch(reply -> reply.getEntries().getMore());
    return Answer.ok(
        new PageBody<>(
            items,
            more && !items.isEmpty()
                ? Optional.of(cursor(items.getLast().name()))
                : Optional.empty()));
  }

  private static String cursor(String name) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String name(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw ApiException.invalid("invalid_cursor", "the cursor is not one of ours");
    }
  }
}
