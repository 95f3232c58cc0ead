package io.gstacks.persistence.entity;

import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What an entity remembers: its state by the rules, whose it is, and the commands that it has done.
 *
 * @param commands the ids of the last {@value #COMMANDS} commands that persisted something
 */
public record Kept<S>(S state, Optional<TenantId> tenant, boolean exists, List<String> commands) {
  /** A client that repeats itself does so within seconds; 64 commands to one entity are minutes. */
  public static final int COMMANDS = 64;

  public Kept {
    commands = List.copyOf(commands);
  }

  public static <S> Kept<S> nothing(S empty) {
    return new Kept<>(empty, Optional.empty(), false, List.of());
  }

  public boolean hasDone(String command) {
    return commands.contains(command);
  }

  public <E> Kept<S> after(Recorded<E> recorded, BiFunction<S, E, S> fold) {
    return new Kept<>(
        fold.apply(state, recorded.event()),
        tenant.isPresent() ? tenant : recorded.tenant(),
        true,
        remembering(recorded.command()));
  }

  private List<String> remembering(String command) {
    if (hasDone(command)) {
      return commands;
    }
    var remembered =
        new ArrayList<>(
            commands.size() < COMMANDS ? commands : commands.subList(1, commands.size()));
    remembered.add(command);
    return remembered;
  }
}
