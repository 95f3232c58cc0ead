package io.gstacks.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.gstacks.cli.api.ControlPlane;
import io.gstacks.cli.api.ExitCode;
import io.gstacks.cli.api.Failure;
import io.gstacks.cli.api.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The stored login, {@code {"base_url": ..., "api_key": ...}}. Only its owner can read it, from its
 * first byte on, and it is replaced in one step: a reader sees the old one or the new one.
 */
public record LoginFile(Path path) {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE = owner("rw-------");
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_DIRECTORY = owner("rwx------");

  /** {@code $XDG_CONFIG_HOME/gstacks/config.json}, or the same under {@code ~/.config}. */
  public static LoginFile standard(Map<String, String> environment) {
    var base =
        Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
            .filter(text -> Path.of(text).isAbsolute())
            .map(Path::of)
            .orElseGet(() -> home(environment).resolve(".config"));
    return new LoginFile(base.resolve("gstacks").resolve("config.json"));
  }

  private static Path home(Map<String, String> environment) {
    return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "/")));
  }

  public Optional<ControlPlane> read() {
    try {
      var json = Json.parse(Files.readString(path)).orElseThrow(this::unreadable);
      return Optional.of(ControlPlane.of(text(json, "base_url"), text(json, "api_key")));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("cannot read " + path, e);
    }
  }

  private String text(JsonNode json, String field) {
    return Optional.ofNullable(json.path(field).textValue()).orElseThrow(this::unreadable);
  }

  public void write(ControlPlane login) {
    var json =
        Json.object().put("base_url", login.baseUrl().toString()).put("api_key", login.apiKey());
    var directory = Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(path);
    try {
      Files.createDirectories(directory, OWNER_DIRECTORY);
      var draft = Files.createTempFile(directory, ".config", ".json", OWNER_FILE);
      try {
        writeThrough(draft, json.toPrettyString() + "\n");
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw failed("cannot write " + path, e);
    }
  }

  /** On the disk before it gets its name: a power cut leaves the old file, not an empty one. */
  private static void writeThrough(Path file, String text) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** Whether there was one. */
  public boolean delete() {
    try {
      return Files.deleteIfExists(path);
    } catch (IOException e) {
      throw failed("cannot remove " + path, e);
    }
  }

  /** Whether others than the owner may read it. */
  public boolean exposed() {
    try {
      return Files.getPosixFilePermissions(path).stream()
          .anyMatch(permission -> !permission.name().startsWith("OWNER"));
    } catch (IOException | UnsupportedOperationException _) {
      return false;
    }
  }

  private RuntimeException unreadable() {
    return Failure.local(
            ExitCode.FAILED,
            "unreadable_config",
            path + " is not {\"base_url\": ..., \"api_key\": ...}",
            "gstacks auth login writes it anew")
        .thrown();
  }

  private static RuntimeException failed(String what, IOException cause) {
    var message = what + ": " + cause.getClass().getSimpleName();
    return Failure.local(ExitCode.FAILED, "config_file", message, "check the path and its owner")
        .thrown();
  }

  private static FileAttribute<Set<PosixFilePermission>> owner(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
