package io.gstacks.host.fleet;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One operation on a sandbox's files, as {@code Files} of agent.proto tells it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "operation")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FileOrder.Read.class, name = "read"),
  @JsonSubTypes.Type(value = FileOrder.Write.class, name = "write"),
  @JsonSubTypes.Type(value = FileOrder.Stat.class, name = "stat"),
  @JsonSubTypes.Type(value = FileOrder.ListDirectory.class, name = "list"),
  @JsonSubTypes.Type(value = FileOrder.MakeDirectory.class, name = "make_directory"),
  @JsonSubTypes.Type(value = FileOrder.Move.class, name = "move"),
  @JsonSubTypes.Type(value = FileOrder.Remove.class, name = "remove"),
  @JsonSubTypes.Type(value = FileOrder.Download.class, name = "download"),
  @JsonSubTypes.Type(value = FileOrder.Upload.class, name = "upload"),
  @JsonSubTypes.Type(value = FileOrder.Watch.class, name = "watch")
})
public sealed interface FileOrder {
  /** {@code offset} below 0: so many bytes before the end; {@code length} 0: to the end. */
  record Read(String path, long offset, long length) implements FileOrder {}

  /** {@code mode} 0: the usual one. */
  record Write(String path, boolean append, int mode, boolean parents) implements FileOrder {}

  record Stat(String path) implements FileOrder {}

  /** {@code after}: a name, or empty text. */
  record ListDirectory(String path, int limit, String after) implements FileOrder {}

  record MakeDirectory(String path, boolean parents, int mode) implements FileOrder {}

  record Move(String from, String to, boolean overwrite) implements FileOrder {}

  record Remove(String path, boolean recursive) implements FileOrder {}

  record Download(String path) implements FileOrder {}

  record Upload(String path) implements FileOrder {}

  record Watch(String path, boolean recursive) implements FileOrder {}
}
