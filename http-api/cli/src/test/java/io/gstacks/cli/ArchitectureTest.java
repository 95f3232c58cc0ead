package io.gstacks.cli;

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
          .importPackages("io.gstacks.cli");

  @Test
  void knowsNoClusterAndNoOtherRoom() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "io.gstacks.cli..",
            "java..",
            "javax.net.ssl..",
            "com.sun.net.httpserver..",
            "com.fasterxml.jackson..",
            "org.apache.commons.compress..",
            "picocli..",
            "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void onlyTheTrainingServes() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.gstacks.cli")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.sun.net.httpserver..")
        .check(CLASSES);
  }

  @Test
  void onlyCommandsKnowTheCommandLine() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.gstacks.cli.api..", "io.gstacks.cli.config..", "io.gstacks.cli.output..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.gstacks.cli.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
