package io.gstacks.agent.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.agent.connection.Address;
import io.gstacks.agent.protocol.Hello;
import io.gstacks.agent.protocol.Workload;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntroductionTest {
  @Test
  void countsItsPagesInHello() {
    var workloads =
        IntStream.range(0, 250).mapToObj(i -> Workload.newBuilder().setSandboxId("s" + i).build());

    var messages = new Introduction(Hello.getDefaultInstance(), workloads.toList()).messages();

    assertThat(messages).hasSize(4);
    assertThat(messages.getFirst().getHello().getInventoryPages()).isEqualTo(3);
    assertThat(messages.get(1).getInventory().getWorkloadsCount()).isEqualTo(100);
    assertThat(messages.get(3).getInventory().getWorkloadsCount()).isEqualTo(50);
  }

  @Test
  void prefersTheAddressesThatItWasToldAndForgetsNone() {
    var known = List.of(new Address("a", 1), new Address("b", 2));

    assertThat(AddressBook.preferring(List.of("c:3", "nonsense", "b:2"), known))
        .containsExactly(new Address("c", 3), new Address("b", 2), new Address("a", 1));
    assertThat(AddressBook.rotated(known))
        .containsExactly(new Address("b", 2), new Address("a", 1));
  }
}
