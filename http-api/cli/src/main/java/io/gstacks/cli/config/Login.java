package io.gstacks.cli.config;

import io.gstacks.cli.api.ControlPlane;
import io.gstacks.cli.api.ExitCode;
import io.gstacks.cli.api.Failure;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Which control plane is meant, and with which key. The first of these that is there decides,
 * alone:
 *
 * <ol>
 *   <li>the file that {@code --config-file} names,
 *   <li>{@code GSTACKS_BASE_URL} and {@code GSTACKS_API_KEY},
 *   <li>{@code $XDG_CONFIG_HOME/gstacks/config.json}, {@code ~/.config} by default.
 * </ol>
 *
 * <p>A stored key is never sent to an address that came from elsewhere: {@code GSTACKS_BASE_URL}
 * alone is fine when it is the stored one, and refused when it is another.
 *
 * @param source where it came from, for messages
 * @param exposed whether it is a file that others than its owner may read
 */
public record Login(ControlPlane plane, String source, boolean exposed) {
  public static final String BASE_URL = "GSTACKS_BASE_URL";
  public static final String API_KEY = "GSTACKS_API_KEY";

  public static Login resolve(Optional<Path> configFile, Map<String, String> environment) {
    if (configFile.isPresent()) {
      return stored(new LoginFile(configFile.get()))
          .orElseThrow(() -> none("there is no " + configFile.get()).thrown());
    }
    var key = present(environment, API_KEY);
    var url = present(environment, BASE_URL);
    if (key.isPresent()) {
      var plane = ControlPlane.of(url.orElse(ControlPlane.DEFAULT_BASE_URL), key.get());
      return new Login(plane, API_KEY, false);
    }
    var file = LoginFile.standard(environment);
    var login = stored(file).orElseThrow(() -> none("there is no " + file.path()).thrown());
    url.ifPresent(address -> requireSame(address, login));
    return login;
  }

  private static Optional<Login> stored(LoginFile file) {
    return file.read().map(plane -> new Login(plane, file.path().toString(), file.exposed()));
  }

  private static void requireSame(String address, Login login) {
    if (!ControlPlane.of(address, login.plane().apiKey()).equals(login.plane())) {
      throw none(BASE_URL + " is set, and the key in " + login.source() + " is for another address")
          .thrown();
    }
  }

  /** An empty variable is an absent one. */
  public static Optional<String> present(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(it -> !it.isEmpty());
  }

  private static Failure none(String why) {
    return Failure.local(
        ExitCode.DENIED,
        "not_logged_in",
        "no API key: " + why,
        "gstacks auth login --base-url URL --api-key KEY, or set GSTACKS_BASE_URL and"
            + " GSTACKS_API_KEY");
  }
}
