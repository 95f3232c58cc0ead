package io.gstacks.bench.http;

/** An answer, its body whole. */
public record Response(int status, String body, boolean keepAlive) {
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }
}
