package io.gstacks.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseReaderTest {
  private static final String LENGTH = "HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nhello";
  private static final String CHUNKS =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";

  private final ResponseReader reader = new ResponseReader();

  private void feed(String text) {
    reader.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void readsABodyWithALength() {
    feed(LENGTH);

    assertThat(reader.next())
        .hasValueSatisfying(response -> {
          assertThat(response.status()).isEqualTo(201);
          assertThat(response.body()).isEqualTo("hello");
          assertThat(response.keepAlive()).isTrue();
        });
  }

  @Test
  void waitsForEveryByte() {
    for (var text : new String[] {LENGTH, CHUNKS}) {
      for (int i = 0; i < text.length() - 1; i++) {
        feed(text.substring(i, i + 1));
        assertThat(reader.next()).as("after %d bytes", i + 1).isEmpty();
      }
      feed(text.substring(text.length() - 1));
      assertThat(reader.next()).map(Response::body).contains("hello");
    }
  }

  @Test
  void keepsWhatBelongsToTheNextAnswer() {
    feed(CHUNKS + "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");

    assertThat(reader.next()).map(Response::body).contains("hello");
    assertThat(reader.next()).map(Response::keepAlive).contains(false);
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void refusesABodyWithoutAnEnd() {
    feed("HTTP/1.0 200 OK\r\n\r\n");

    assertThatThrownBy(reader::next).isInstanceOf(IllegalStateException.class);
  }
}
