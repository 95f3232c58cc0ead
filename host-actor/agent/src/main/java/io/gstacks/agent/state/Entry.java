package io.gstacks.agent.state;

import com.google.protobuf.InvalidProtocolBufferException;
import io.gstacks.agent.protocol.WorkResult;
import io.gstacks.agent.protocol.Workload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One line of the agent's ledger. Its first byte says what it is; letters are never reused. */
sealed interface Entry {
  record Fenced(String sandboxId, Fence fence) implements Entry {}

  record Kept(WorkResult result) implements Entry {}

  record Forgot(String commandId) implements Entry {}

  /** Report ids up to this one may have been used. */
  record ReportIds(long upTo) implements Entry {}

  record Saw(Workload workload) implements Entry {}

  record LostSight(String container) implements Entry {}

  default byte[] encode() {
    return switch (this) {
      case Fenced(var id, var fence) ->
          tagged('F', utf8(id + " " + fence.highest() + " " + fence.removed()));
      case Kept(var result) -> tagged('R', result.toByteArray());
      case Forgot(var id) -> tagged('A', utf8(id));
      case ReportIds(var upTo) -> tagged('I', utf8(Long.toString(upTo)));
      case Saw(var workload) -> tagged('S', workload.toByteArray());
      case LostSight(var container) -> tagged('L', utf8(container));
    };
  }

  static Entry decode(byte[] bytes) throws InvalidProtocolBufferException {
    var body = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
    var text = new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8);
    return switch ((char) bytes[0]) {
      case 'F' -> {
        var parts = text.split(" ", 3);
        yield new Fenced(parts[0], new Fence(Long.parseLong(parts[1]), Long.parseLong(parts[2])));
      }
      case 'R' -> new Kept(WorkResult.parseFrom(body));
      case 'A' -> new Forgot(text);
      case 'I' -> new ReportIds(Long.parseLong(text));
      case 'S' -> new Saw(Workload.parseFrom(body));
      case 'L' -> new LostSight(text);
      default -> throw new IllegalStateException("a newer agent wrote this ledger: " + bytes[0]);
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] tagged(char tag, byte[] body) {
    return ByteBuffer.allocate(body.length + 1).put((byte) tag).put(body).array();
  }
}
