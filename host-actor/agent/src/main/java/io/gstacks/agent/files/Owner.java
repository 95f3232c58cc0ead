package io.gstacks.agent.files;

import io.gstacks.agent.files.FilesException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Whom what we make belongs to: who runs in the sandbox. */
record Owner(int uid, int gid) {
  /** Reads the effective ids of {@code /proc/PID/status}: {@code Uid: 1000 1000 1000 1000}. */
  static Owner of(List<String> status) {
    return new Owner(id(status, "Uid:"), id(status, "Gid:"));
  }

  private static int id(List<String> status, String key) {
    return status.stream()
        .filter(line -> line.startsWith(key))
        .findFirst()
        .map(line -> line.substring(key.length()).strip().split("\\s+", -1))
        .filter(ids -> ids.length > 1)
        .map(ids -> Integer.parseUnsignedInt(ids[1]))
        .orElseThrow(
            () -> new FilesException(Code.INTERNAL, "the sandbox's main process has no " + key));
  }

  /** Of what is held by a descriptor. */
  void take(Descriptor made) throws IOException {
    give(made.path());
  }

  /** Of a link, which has no descriptor: its name is not followed. */
  void takeLink(Path link) throws IOException {
    give(link, LinkOption.NOFOLLOW_LINKS);
  }

  private void give(Path path, LinkOption... options) throws IOException {
    Files.setAttribute(path, "unix:uid", uid, options);
    Files.setAttribute(path, "unix:gid", gid, options);
  }
}
