package io.gstacks.agent.files;

import static io.gstacks.agent.protocol.FileEvent.Kind.CREATED;
import static io.gstacks.agent.protocol.FileEvent.Kind.MODIFIED;
import static io.gstacks.agent.protocol.FileEvent.Kind.OVERFLOW;
import static io.gstacks.agent.protocol.FileEvent.Kind.REMOVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WatchRulesTest {
  private final WatchRules rules = new WatchRules(2);

  @Test
  void theSameThingIsToldOnce() {
    rules.add(CREATED, "a");
    rules.add(MODIFIED, "a");
    rules.add(MODIFIED, "b");
    rules.add(MODIFIED, "b");

    assertThat(told()).containsExactly("CREATED a", "MODIFIED b");
    assertThat(told()).isEmpty();
  }

  @Test
  void whatCameAndWentIsNotToldAndWhatWasReplacedChanged() {
    rules.add(CREATED, "a");
    rules.add(REMOVED, "a");
    rules.add(REMOVED, "b");
    rules.add(CREATED, "b");

    assertThat(told()).containsExactly("MODIFIED b");
  }

  @Test
  void whatIsTooMuchIsSaidToBe() {
    rules.add(CREATED, "a");
    rules.add(CREATED, "b");
    rules.add(CREATED, "c");
    rules.add(REMOVED, "b");

    assertThat(told()).containsExactly("CREATED a", "OVERFLOW ");
    rules.add(OVERFLOW, "");
    assertThat(told()).containsExactly("OVERFLOW ");
  }

  private List<String> told() {
    return rules.told().stream().map(event -> event.getKind() + " " + event.getPath()).toList();
  }
}
