package io.gstacks.http.file;

import com.typesafe.config.Config;

/**
 * What work on files may take.
 *
 * @param uploadLimit bytes of a file, or of a tree, that comes in
 */
public record FileSettings(long uploadLimit) {
  public FileSettings {
    if (uploadLimit < 1024) {
      throw new IllegalArgumentException(
          "gstacks.http.files.upload-limit must be at least 1 KiB: " + uploadLimit);
    }
  }

  public static FileSettings from(Config config) {
    return new FileSettings(config.getBytes("upload-limit"));
  }
}
