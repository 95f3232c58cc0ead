package io.gstacks.persistence.projection;

import io.gstacks.persistence.Rows;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Collects the statements of many events that do not depend on one another (they are of different
 * entities) and runs equal ones together. Each event's own statements keep their order: one that
 * would have to run before an earlier one of its event makes everything so far run first.
 */
final class DeferredUpdates implements Rows.Deferring {
  private static final Set<String> STATEMENTS =
      Set.of("prepareStatement", "createStatement", "prepareCall");

  private static final Set<String> RUNNERS_OWN =
      Set.of("commit", "rollback", "close", "abort", "setAutoCommit", "setSavepoint");

  private final Connection target;
  private final Connection proxy;
  private final List<Pending> pending = new ArrayList<>();
  private int lastOfEvent = -1;

  private record Pending(String sql, List<List<Object>> arguments) {}

  DeferredUpdates(Connection target) {
    this.target = target;
    this.proxy =
        (Connection)
            Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (_, method, arguments) ->
                    invoke(method, arguments == null ? new Object[0] : arguments));
  }

  /** What a read table gets: statements of its own run at once, after those collected so far. */
  Connection connection() {
    return proxy;
  }

  /** What follows is of another event. */
  void nextEvent() {
    lastOfEvent = -1;
  }

  @Override
  public void defer(String sql, Object... arguments) throws SQLException {
    int index = indexOf(sql);
    if (index < lastOfEvent) {
      flush();
      index = 0;
    }
    if (index == pending.size()) {
      pending.add(new Pending(sql, new ArrayList<>()));
    }
    pending.get(index).arguments().add(List.of(arguments));
    lastOfEvent = index;
  }

  void flush() throws SQLException {
    for (var same : pending) {
      try (var statement = target.prepareStatement(same.sql())) {
        for (var arguments : same.arguments()) {
          Rows.bind(statement, arguments.toArray());
          statement.addBatch();
        }
        statement.executeBatch();
      }
    }
    discard();
  }

  /** Forgets what was collected: the transaction is rolled back. */
  void discard() {
    pending.clear();
    lastOfEvent = -1;
  }

  private int indexOf(String sql) {
    for (int i = 0; i < pending.size(); i++) {
      if (pending.get(i).sql().equals(sql)) {
        return i;
      }
    }
    return pending.size();
  }

  private Object invoke(Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("isWrapperFor")) {
      return arguments[0] == Rows.Deferring.class;
    }
    if (method.getName().equals("unwrap")) {
      return this;
    }
    if (RUNNERS_OWN.contains(method.getName())) {
      throw new SQLException("a read table leaves the transaction to the projection runner");
    }
    if (STATEMENTS.contains(method.getName())) {
      flush();
    }
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
