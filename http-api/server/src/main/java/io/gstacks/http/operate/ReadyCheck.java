package io.gstacks.http.operate;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Something that must be well before requests are served.
 *
 * @param state {@code ok}, or what is wrong; one that fails or does not answer is not well either
 */
public record ReadyCheck(String name, Supplier<CompletionStage<String>> state) {
  public static final String OK = "ok";
}
