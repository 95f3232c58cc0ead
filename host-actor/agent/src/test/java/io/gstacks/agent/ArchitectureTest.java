package io.gstacks.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.gstacks.agent");

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.gstacks.agent.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theAgentKnowsNoClusterAndNoDatabase() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.pekko.cluster..",
            "org.apache.pekko.persistence..",
            "java.sql..",
            "io.gstacks.host..",
            "io.gstacks.scheduler..",
            "io.gstacks.persistence..",
            "io.gstacks.http..")
        .check(CLASSES);
  }

  @Test
  void onlyTheDockerRuntimeKnowsDocker() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.gstacks.agent.runtime.docker..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.github.dockerjava..")
        .check(CLASSES);
  }

  @Test
  void rulesKnowNoThreadNoClockAndNoStream() {
    noClasses()
        .that()
        .haveSimpleNameEndingWith("Rules")
        .or()
        .haveSimpleName("Sightings")
        .or()
        .haveSimpleName("Fence")
        .or()
        .haveSimpleName("Outbox")
        .or()
        .haveSimpleName("Backoff")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.pekko..", "java.nio..", "org.slf4j..", "java.util.concurrent..")
        .check(CLASSES);
  }
}
