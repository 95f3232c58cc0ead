package io.gstacks.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of the house, over every class that this process is made of. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.gstacks");

  @Test
  void theArrowsPointDownward() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("server")
        .definedBy("io.gstacks.server..")
        .layer("http")
        .definedBy("io.gstacks.http..")
        .layer("scheduler")
        .definedBy("io.gstacks.scheduler..")
        .layer("host")
        .definedBy("io.gstacks.host..")
        .layer("persistence")
        .definedBy("io.gstacks.persistence..")
        .whereLayer("server")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("http")
        .mayOnlyBeAccessedByLayers("server")
        .whereLayer("scheduler")
        .mayOnlyBeAccessedByLayers("server", "http")
        .whereLayer("host")
        .mayOnlyBeAccessedByLayers("server", "http", "scheduler")
        .whereLayer("persistence")
        .mayOnlyBeAccessedByLayers("server", "http", "scheduler", "host")
        .check(CLASSES);
  }

  @Test
  void theAgentNeverSeesTheClusterOrTheDatabase() {
    noClasses()
        .that()
        .resideInAPackage("io.gstacks.agent..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.gstacks.host..",
            "io.gstacks.persistence..",
            "org.apache.pekko.cluster..",
            "org.apache.pekko.persistence..",
            "java.sql..")
        .check(CLASSES);
  }

  @Test
  void onlyTheAgentKnowsDocker() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.gstacks.agent..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.github.dockerjava..")
        .check(CLASSES);
  }
}
