package io.gstacks.scheduler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules that the compiler cannot hold. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.gstacks.scheduler");

  /** Rules know no actor, clock, log, database or file. */
  private static final String RULES =
      ".*\\.(Sandbox|Sandbox\\$.*|Draft|Fold|Changes|Wishes|PlacementNews|HostNews|WorkNews|Rediscovery"
          + "|Agenda|Agenda\\$.*|Task|Seat|Times|Status|Wanted|Container|ClusterView|WaitingRoom"
          + "|Settling|Outbox)";

  @Test
  void placementIsPure() {
    noClasses()
        .that()
        .resideInAPackage("..placement..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "io.gstacks.scheduler.placement..",
            "io.gstacks.host..",
            "java.lang..",
            "java.util..",
            "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void rulesAreNoShells() {
    noClasses()
        .that()
        .haveNameMatching(RULES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.pekko..",
            "org.slf4j..",
            "java.sql..",
            "javax.sql..",
            "java.io..",
            "java.nio..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .check(CLASSES);
  }

  @Test
  void nobodyHereKnowsHttpDockerOrTheAgent() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.gstacks.http..",
            "io.gstacks.agent..",
            "io.gstacks.server..",
            "io.gstacks.cli..",
            "org.apache.pekko.http..",
            "com.github.dockerjava..",
            "io.grpc..")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.gstacks.scheduler.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
