package io.gstacks.persistence;

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
          .importPackages("io.gstacks.persistence");

  @Test
  void persistenceKnowsNoOtherRoom() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.gstacks.host..",
            "io.gstacks.agent..",
            "io.gstacks.scheduler..",
            "io.gstacks.mesh..",
            "io.gstacks.http..",
            "io.gstacks.cli..",
            "io.gstacks.server..")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.gstacks.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void whatModulesRegisterKnowsNoDatabaseOfOurs() {
    noClasses()
        .that()
        .resideInAPackage("io.gstacks.persistence")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.gstacks.persistence.*..")
        .check(CLASSES);
  }
}
