package io.gstacks.http.file;

import io.gstacks.agent.protocol.ChannelError;
import io.gstacks.http.channel.AgentStreams;
import io.gstacks.http.route.ApiException;
import io.gstacks.persistence.entity.Refusal;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/** What an agent's errors about files are as answers. Their codes are the same here and there. */
final class FileErrors {
  private static final Map<String, StatusCode> STATUS =
      Map.ofEntries(
          Map.entry("file_not_found", StatusCodes.NOT_FOUND),
          Map.entry("file_exists", StatusCodes.CONFLICT),
          Map.entry("not_a_directory", StatusCodes.CONFLICT),
          Map.entry("is_a_directory", StatusCodes.CONFLICT),
          Map.entry("directory_not_empty", StatusCodes.CONFLICT),
          Map.entry("not_a_file", StatusCodes.CONFLICT),
          Map.entry("too_many_links", StatusCodes.CONFLICT),
          Map.entry("other_file_system", StatusCodes.CONFLICT),
          Map.entry("file_busy", StatusCodes.CONFLICT),
          Map.entry("too_deep", StatusCodes.CONFLICT),
          Map.entry("too_many_files", StatusCodes.CONFLICT),
          Map.entry("read_only", StatusCodes.FORBIDDEN),
          Map.entry("path_too_long", StatusCodes.BAD_REQUEST),
          Map.entry("invalid_tar", StatusCodes.BAD_REQUEST),
          Map.entry("upload_broken", StatusCodes.BAD_REQUEST),
          Map.entry("disk_full", StatusCodes.INSUFFICIENT_STORAGE));

  private FileErrors() {}

  static ApiException of(ChannelError error) {
    var code = error.getCode();
    var status = STATUS.get(code);
    return status == null
        ? AgentStreams.failure(error)
        : new ApiException(
            status,
            new Refusal(
                Refusal.Kind.CONFLICT,
                code,
                error.getMessage(),
                code.equals("file_busy"),
                Map.of()));
  }
}
