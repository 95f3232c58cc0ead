package io.gstacks.http.file;

import io.gstacks.host.fleet.FileOrder;
import io.gstacks.http.channel.AgentStreams;
import io.gstacks.http.route.Answer;
import io.gstacks.http.route.ApiException;
import io.gstacks.http.route.Endpoint;
import io.gstacks.http.route.Exchange;
import io.gstacks.http.route.Failures;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.persistence.entity.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.stream.Materializer;

/**
 * Bytes from and to sandboxes: {@code /api/sandboxes/{id}/files} is one file, {@code
 * .../files/tree} a directory as a tar stream. They pass through, piece by piece, no faster than
 * the slower side takes them.
 */
public final class ContentRoutes {
  private static final String FILES = "/api/sandboxes/{id}/files";
  private static final ContentType TAR = MediaTypes.APPLICATION_X_TAR.toContentType();

  private final FileStreams files;
  private final FileSettings settings;

  public ContentRoutes(
      Targets running, AgentStreams streams, FileSettings settings, Materializer materializer) {
    this.files = new FileStreams(running, streams, materializer);
    this.settings = settings;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(FILES, Role.VIEWER, this::read).with(FilePath.PARAMETER),
        Endpoint.upload(FILES, Role.MEMBER, this::write)
            .with(FilePath.PARAMETER, "append", "mode", "parents"),
        Endpoint.get(FILES + "/tree", Role.VIEWER, this::download).with(FilePath.PARAMETER),
        Endpoint.upload(FILES + "/tree", Role.MEMBER, this::unpack).with(FilePath.PARAMETER));
  }

  private CompletionStage<Answer> read(Exchange exchange) {
    var range = exchange.header("Range").flatMap(ByteRange::of);
    var wanted = range.orElse(ByteRange.WHOLE);
    return files
        .begun(
            exchange, new FileOrder.Read(FilePath.of(exchange), wanted.offset(), wanted.length()))
        .thenApply(begun -> {
          var part = wanted.of(begun.entry().getSize());
          if (part.isEmpty() && range.isPresent()) {
            throw behindTheEnd(begun.entry().getSize());
          }
          return answer(part, range.isPresent(), begun);
        });
  }

  private static Answer answer(
      Optional<ByteRange.Part> part, boolean ranged, FileStreams.Begun begun) {
    return new Answer.Sized(
        ranged ? StatusCodes.PARTIAL_CONTENT : StatusCodes.OK,
        ContentTypes.APPLICATION_OCTET_STREAM,
        part.map(ByteRange.Part::length).orElse(0L),
        ranged
            ? Map.of("Accept-Ranges", "bytes", "Content-Range", part.orElseThrow().contentRange())
            : Map.of("Accept-Ranges", "bytes"),
        FileStreams.bytes(begun.rest()));
  }

  private static ApiException behindTheEnd(long size) {
    return new ApiException(
        StatusCodes.RANGE_NOT_SATISFIABLE,
        new Refusal(
            Refusal.Kind.INVALID,
            "range_not_satisfiable",
            "the range lies behind the end of the file",
            false,
            Map.of("size", size)));
  }

  private CompletionStage<Answer> write(Exchange exchange) {
    var query = exchange.query();
    return taken(
        exchange,
        new FileOrder.Write(
            FilePath.of(exchange),
            query.flag("append"),
            FileMode.of(query.text("mode")),
            query.flag("parents")));
  }

  private CompletionStage<Answer> unpack(Exchange exchange) {
    return taken(exchange, new FileOrder.Upload(FilePath.of(exchange)));
  }

  /** Why our side of an upload broke says more than that the agent missed its end. */
  private CompletionStage<Answer> taken(Exchange exchange, FileOrder order) {
    var limit = settings.uploadLimit();
    var length = exchange.request().entity().getContentLengthOption();
    if (length.isPresent() && length.getAsLong() > limit) {
      throw Failures.bodyTooLarge(limit);
    }
    var tooLarge = new CompletableFuture<Boolean>();
    var body =
        exchange
            .upload()
            .bytes(limit)
            .mapError(
                EntityStreamSizeException.class,
                e -> {
                  tooLarge.complete(true);
                  return e;
                });
    return files
        .whole(exchange, order, FileStreams.ending(body))
        .handle((replies, failure) -> {
          if (tooLarge.getNow(false)) {
            throw Failures.bodyTooLarge(limit);
          }
          return failure == null
              ? CompletableFuture.completedFuture(
                  Answer.ok(FileBody.of(FileStreams.entry(replies))))
              : CompletableFuture.<Answer>failedFuture(failure);
        })
        .thenCompose(answer -> answer);
  }

  private CompletionStage<Answer> download(Exchange exchange) {
    return files
        .begun(exchange, new FileOrder.Download(FilePath.of(exchange)))
        .thenApply(begun -> new Answer.Streamed(TAR, FileStreams.bytes(begun.rest())));
  }
}
