package io.gstacks.server;

import io.gstacks.http.operate.ReadyCheck;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.persistence.journal.JournalHealth;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;

/** What {@code /readyz} asks of this process. */
record ReadyChecks(ActorSystem<?> system, DataSource pool) {
  private static final int SECONDS = 2;

  CompletionStage<String> database() {
    return CompletableFuture.supplyAsync(
        this::databaseNow, system.dispatchers().lookup(DispatcherSelector.blocking()));
  }

  CompletionStage<String> cluster() {
    var cluster = Cluster.get(system);
    return CompletableFuture.completedFuture(
        cluster.selfMember().status().equals(MemberStatus.up())
            ? ReadyCheck.OK
            : "this node is " + cluster.selfMember().status());
  }

  /** A database that answers may still have no room. */
  private String journalNow() {
    return JournalHealth.get(system).trouble().map(Refusal::message).orElse(ReadyCheck.OK);
  }

  private String databaseNow() {
    try (var connection = pool.getConnection()) {
      return connection.isValid(SECONDS) ? journalNow() : "the database does not answer";
    } catch (SQLException e) {
      return "the database cannot be reached";
    }
  }
}
