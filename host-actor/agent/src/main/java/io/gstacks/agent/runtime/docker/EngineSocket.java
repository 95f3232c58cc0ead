package io.gstacks.agent.runtime.docker;

import java.io.IOException;

/** Opens streams at the engine. The unary calls are docker-java's. */
interface EngineSocket {
  /** The body of the answer, as it comes. */
  EngineStream get(String path) throws IOException;

  /** The connection itself, once the engine has given up HTTP on it. */
  EngineStream hijack(String path, String json) throws IOException;
}
