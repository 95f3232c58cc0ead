package io.gstacks.agent.runtime.docker;

import io.gstacks.agent.protocol.Exec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a standby shell is told to run commands: the program that it runs, and a line for each
 * command. Pure.
 *
 * <p>The outer shell keeps an inner one ready, which is leader of a session of its own and waits
 * for a line; it becomes the command. So that is what a command of the engine's own would be, with
 * exactly the given environment and no descriptor beside 0, 1 and 2. When it has ended the outer
 * shell sets its mark behind both outputs, in stdout with the exit code and a line's end, and makes
 * the next inner one. What shells themselves would say (that a command was killed) goes nowhere.
 */
final class StandbyLine {
  /** Reads its mark, says R when it has what it needs, and goes on until its input ends. */
  static final String PROGRAM =
      """
      s=$(command -v setsid) && e=$(command -v env) || exit 127
      exec 3>&2 2>/dev/null
      IFS= read -r m || exit 0
      printf R
      while :; do
        (exec "$s" sh -c '
      n="
      "
      IFS= read -r l || { kill -9 "$PPID"; exit 0; }
      eval "$l"' sh "$e") 2>&3 3>&-
        c=$?
        printf '\\036%s' "$m" >&3
        printf '\\036%s%s\\n' "$m" "$c"
      done
      """;

  /** A shell reads its lines byte by byte: a long one is no faster than the engine. */
  private static final int LONGEST = 8_192;

  private StandbyLine() {}

  /** Whether a standby shell may run it; else the engine does. */
  static boolean fits(Exec exec) {
    return !exec.getTty()
        && exec.getUser().isEmpty()
        && exec.getCommandCount() > 0
        && isPlain(exec.getCommand(0))
        && exec.getWorkingDirectory().indexOf('\0') < 0
        && exec.getCommandList().stream().allMatch(word -> word.indexOf('\0') < 0)
        && exec.getEnvironmentMap().keySet().stream().noneMatch(StandbyLine::isOdd)
        && exec.getSerializedSize() < LONGEST;
  }

  /** {@code env} takes a word with an equals sign for a variable, one with a dash for itself. */
  private static boolean isPlain(String program) {
    return !program.isEmpty() && !program.startsWith("-") && program.indexOf('=') < 0;
  }

  private static boolean isOdd(String name) {
    return name.isEmpty() || name.startsWith("-") || name.indexOf('=') >= 0;
  }

  /**
   * The line for one command.
   *
   * @param environment what the engine gives to every command in this container
   */
  static byte[] of(Exec exec, Map<String, String> environment) {
    var variables = new TreeMap<>(environment);
    variables.putAll(exec.getEnvironmentMap());
    var directory =
        exec.getWorkingDirectory().isEmpty() ? ContainerSpec.HOME : exec.getWorkingDirectory();
    var line = new StringBuilder("cd -- ").append(quoted(directory));
    line.append("||exit 126;exec \"$1\" -i");
    variables.forEach((name, value) -> line.append(' ').append(quoted(name + "=" + value)));
    exec.getCommandList().forEach(word -> line.append(' ').append(quoted(word)));
    return line.append(exec.getStdin() ? "\n" : " </dev/null\n")
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** What stands behind a command's output, of a shell that was given this mark. */
  static byte[] mark(String mark) {
    return ('\036' + mark).getBytes(StandardCharsets.UTF_8);
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''").replace("\n", "'\"$n\"'") + "'";
  }
}
