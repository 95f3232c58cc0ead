package io.gstacks.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gstacks.cli.api.ApiSettings;
import io.gstacks.cli.command.Gstacks;
import io.gstacks.cli.command.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What the launcher runs once to make the AOT cache: typical commands against a server of its own
 * in the same process, so that the cache holds the classes that they load and link.
 */
public final class Training {
  private static final String SANDBOX =
      """
      {"id":"sbx_00000000000000000000000000","name":"dev","status":"running","wanted":"running",
       "reason":null,"image":"gstacks/base","host_id":"hst_00000000000000000000000000",
       "tags":["a"],"resources":{"cpu_millis":1000},"created_at":"2026-01-01T00:00:00.1Z"}
      """;
  private static final String EXEC =
      "event: stdout\ndata: {\"data\":\"hi\"}\n\nevent: exit\ndata: {\"exit_code\":0}\n\n";

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("version"),
          List.of("--help"),
          List.of("sandbox", "create", "--help"),
          List.of("whoami"),
          List.of("host", "list"),
          List.of("host", "list", "--json"),
          List.of("host", "info", "dev"),
          List.of("sandbox", "list"),
          List.of("sandbox", "get", "dev"),
          List.of("sandbox", "create", "--name", "dev", "--cpu", "1", "--wait"),
          List.of("sandbox", "exec", "dev", "--", "true"),
          List.of("sandbox", "stop", "dev"));

  private Training() {}

  public static void main(String[] arguments) throws IOException {
    run();
    System.exit(0);
  }

  /** The exit code of each command. */
  static List<Integer> run() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", Training::answer);
    server.start();
    try {
      var address = "http://127.0.0.1:" + server.getAddress().getPort();
      return COMMANDS.stream()
          .map(command -> Gstacks.run(quietly(address), command.toArray(String[]::new)))
          .toList();
    } finally {
      server.stop(0);
    }
  }

  private static Surroundings quietly(String address) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Surroundings(
        Map.of("GSTACKS_BASE_URL", address, "GSTACKS_API_KEY", "gsk_training"),
        InputStream.nullInputStream(),
        nowhere,
        nowhere,
        false,
        ApiSettings.standard());
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var uri = exchange.getRequestURI().toString();
      exchange.getRequestBody().readAllBytes();
      var text = uri.contains("limit=") ? "{\"items\":[" + SANDBOX + "]}" : SANDBOX;
      var bytes = (uri.endsWith("/exec") ? EXEC : text).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
