package io.gstacks.host.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class FrameLimitTest {
  private static final ActorTestKit ACTORS = ActorTestKit.create();
  private static final int LIMIT = 100;

  @AfterAll
  static void stop() {
    ACTORS.shutdownTestKit();
  }

  @Test
  void passesFramesUpToTheLimitHoweverTheyAreCut() {
    var bytes = frame(0, LIMIT).concat(frame(0, 0)).concat(frame(0, 7));
    for (int seed = 0; seed < 50; seed++) {
      assertThat(passed(cut(bytes, new Random(seed)))).as("seed %d", seed).isEqualTo(bytes);
    }
  }

  @Test
  void stopsAtAFrameThatSaysItIsLongerBeforeItComes() {
    var header = frame(0, LIMIT + 1).take(5);

    assertThatThrownBy(() -> passed(List.of(frame(0, 3), header)))
        .hasMessageContaining("RESOURCE_EXHAUSTED");
    assertThatThrownBy(() -> passed(List.of(ByteString.fromInts(0, 255, 255, 255, 255))))
        .hasMessageContaining("RESOURCE_EXHAUSTED");
  }

  @Test
  void refusesACompressedFrame() {
    assertThatThrownBy(() -> passed(List.of(frame(1, 3))))
        .hasMessageContaining("RESOURCE_EXHAUSTED");
  }

  private static ByteString passed(List<ByteString> pieces) {
    return Source.from(pieces)
        .via(new FrameLimit(LIMIT))
        .runWith(Sink.fold(ByteString.emptyByteString(), ByteString::concat), ACTORS.system())
        .toCompletableFuture()
        .join();
  }

  private static ByteString frame(int flags, int length) {
    var bytes = ByteBuffer.allocate(5 + length).put((byte) flags).putInt(length);
    return ByteString.fromArray(bytes.array());
  }

  private static List<ByteString> cut(ByteString bytes, Random random) {
    var pieces = new ArrayList<ByteString>();
    var left = bytes;
    while (left.length() > 0) {
      int size = 1 + random.nextInt(Math.min(12, left.length()));
      pieces.add(left.take(size));
      left = left.drop(size);
    }
    return pieces;
  }
}
