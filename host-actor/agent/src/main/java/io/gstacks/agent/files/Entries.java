package io.gstacks.agent.files;

import io.gstacks.agent.protocol.FileEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files in the words of the contract. */
final class Entries {
  private Entries() {}

  static FileEntry of(String name, Descriptor opened) throws IOException {
    return of(name, opened.attributes()).build();
  }

  /** Of a name in a directory: a link is told with what it points at. */
  static FileEntry of(Descriptor directory, Path name) throws IOException {
    var entry = of(name.toString(), directory.attributes(name));
    if (entry.getType() == FileEntry.Type.LINK) {
      entry.setLinkTarget(Files.readSymbolicLink(directory.child(name)).toString());
    }
    return entry.build();
  }

  private static FileEntry.Builder of(String name, Attributes attributes) {
    return FileEntry.newBuilder()
        .setName(name)
        .setType(attributes.type())
        .setSize(attributes.size())
        .setMode(attributes.permissions())
        .setUid(attributes.uid())
        .setGid(attributes.gid())
        .setModifiedUnixMillis(attributes.modified().toMillis());
  }
}
