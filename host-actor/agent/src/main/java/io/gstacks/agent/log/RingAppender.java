package io.gstacks.agent.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;

/** Puts each log line into {@link LogRing#PROCESS}, in the form that the HTTP API shows it. */
public final class RingAppender extends AppenderBase<ILoggingEvent> {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Override
  protected void append(ILoggingEvent event) {
    var fields = new LinkedHashMap<String, String>();
    event.getMDCPropertyMap().forEach(fields::put);
    if (event.getKeyValuePairs() != null) {
      event.getKeyValuePairs().forEach(pair -> fields.put(pair.key, String.valueOf(pair.value)));
    }
    if (event.getThrowableProxy() != null) {
      fields.put("error", String.valueOf(event.getThrowableProxy().getMessage()));
    }
    var line = new LinkedHashMap<String, Object>();
    line.put("at", event.getInstant().toString());
    line.put("level", event.getLevel().toString());
    line.put("message", event.getFormattedMessage());
    line.put("fields", fields);
    try {
      LogRing.PROCESS.add(JSON.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      addError("a log line is not JSON", e);
    }
  }
}
