package io.gstacks.bench;

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
          .importPackages("io.gstacks.bench");

  @Test
  void knowsNothingOfWhatItMeasures() {
    noClasses()
        .that()
        .resideInAPackage("io.gstacks.bench..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "io.gstacks.bench..", "java..", "org.jspecify..", "com.fasterxml.jackson..")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.gstacks.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
