package io.gstacks.http.file;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gstacks.agent.protocol.FileEntry;
import java.time.Instant;
import java.util.Optional;

/** A file, a directory or a link, as the API tells it. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record FileBody(
    String name,
    String type,
    long size,
    String mode,
    int uid,
    int gid,
    Instant modifiedAt,
    Optional<String> linkTarget) {
  static FileBody of(FileEntry entry) {
    return new FileBody(
        entry.getName(),
        type(entry.getType()),
        entry.getSize(),
        FileMode.text(entry.getMode()),
        entry.getUid(),
        entry.getGid(),
        Instant.ofEpochMilli(entry.getModifiedUnixMillis()),
        Optional.of(entry.getLinkTarget()).filter(target -> !target.isEmpty()));
  }

  private static String type(FileEntry.Type type) {
    return switch (type) {
      case FILE -> "file";
      case DIRECTORY -> "directory";
      case LINK -> "link";
      case OTHER, UNRECOGNIZED -> "other";
    };
  }
}
