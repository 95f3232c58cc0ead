package io.gstacks.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.gstacks.http");

  /** Entities and rules of the rooms below: the edge speaks to them by commands and views alone. */
  private static final DescribedPredicate<JavaClass> INNARDS =
      DescribedPredicate.describe(
          "entities, events or rules of hosts and sandboxes",
          type ->
              (type.getPackageName().startsWith("io.gstacks.host")
                      || type.getPackageName().startsWith("io.gstacks.scheduler"))
                  && (type.getSimpleName().endsWith("Entity")
                      || type.getSimpleName().endsWith("Event")
                      || type.getSimpleName().endsWith("Table")
                      || type.getPackageName().contains(".placement")
                      || type.getPackageName().contains(".session")
                      || type.getPackageName().contains(".gateway")));

  @Test
  void knowsNoInnardsOfTheRoomsBelow() {
    noClasses().should().dependOnClassesThat(INNARDS).check(CLASSES);
  }

  @Test
  void knowsNeitherDockerNorSql() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.github.dockerjava..",
            "java.sql..",
            "javax.sql..",
            "io.gstacks.agent",
            "io.gstacks.cli..",
            "io.gstacks.server..")
        .check(CLASSES);
  }

  @Test
  void theRulesOfRequestsKnowNoFramework() {
    noClasses()
        .that()
        .haveSimpleName("RequestState")
        .or()
        .haveSimpleName("RequestEvent")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.pekko..", "io.gstacks.http.route..", "org.slf4j..")
        .check(CLASSES);
  }

  @Test
  void featuresFormNoCycle() {
    slices().matching("io.gstacks.http.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
