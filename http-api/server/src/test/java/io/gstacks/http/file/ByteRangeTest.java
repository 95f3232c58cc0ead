package io.gstacks.http.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
  @Test
  void isWhatTheHeaderSays() {
    assertThat(ByteRange.of("bytes=0-99")).contains(new ByteRange(0, 100));
    assertThat(ByteRange.of("bytes=100-")).contains(new ByteRange(100, 0));
    assertThat(ByteRange.of("bytes=-50")).contains(new ByteRange(-50, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=-", "bytes=5-4", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b", ""})
  void otherwiseTheWholeIsAnswered(String header) {
    assertThat(ByteRange.of(header)).isEmpty();
  }

  @Test
  void endsWithTheFile() {
    assertThat(new ByteRange(8, 100).of(10)).contains(new ByteRange.Part(8, 2, 10));
    assertThat(new ByteRange(-100, 0).of(10)).contains(new ByteRange.Part(0, 10, 10));
    assertThat(new ByteRange(10, 0).of(10)).isEmpty();
    assertThat(new ByteRange.Part(8, 2, 10).contentRange()).isEqualTo("bytes 8-9/10");
  }
}
