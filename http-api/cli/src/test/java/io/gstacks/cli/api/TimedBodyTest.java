package io.gstacks.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TimedBodyTest {
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final Flow.Subscription subscription =
      new Flow.Subscription() {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {
          cancelled.set(true);
        }
      };

  @Test
  void readsWhatComesToItsEnd() throws IOException {
    try (var body = body(Duration.ofSeconds(5))) {
      body.onNext(List.of(bytes("he"), bytes(""), bytes("l")));
      body.onNext(List.of(bytes("lo")));
      body.onComplete();

      assertThat(body.read()).isEqualTo('h');
      assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("ello");
      assertThat(body.read()).isEqualTo(-1);
    }
  }

  @Test
  void givesUpWhenNothingComes() {
    var body = body(Duration.ofMillis(1));

    assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasMessageContaining("nothing");
    assertThat(cancelled).isTrue();
  }

  @Test
  void saysWhyItBroke() {
    var body = body(Duration.ofSeconds(5));
    body.onError(new IOException("reset"));

    assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasMessage("reset");
  }

  private TimedBody body(Duration silence) {
    var body = new TimedBody(silence);
    body.onSubscribe(subscription);
    return body;
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
