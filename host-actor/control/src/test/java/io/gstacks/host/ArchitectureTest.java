package io.gstacks.host;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.apache.pekko.actor.typed.Behavior;
import org.junit.jupiter.api.Test;

/** The rules that the compiler cannot hold. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.gstacks.host");

  @Test
  void rulesKnowNoFrameworkAndNoClock() {
    noClasses()
        .that()
        .haveNameMatching(
            ".*\\.(Host|Member|HostFold|Ledger|HostEvent|HostProfile|Disowned|Token|TokenFold"
                + "|TokenEvent|Tenant|TenantEvent|Key|KeyEvent|Cluster|ClusterEvent"
                + "|AuthorityState|AuthorityEvent)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.pekko..", "org.slf4j..", "java.sql..", "javax.sql..", "io.grpc..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.gstacks.host.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theRoomsAboveAreUnknown() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.gstacks.scheduler..",
            "io.gstacks.mesh..",
            "io.gstacks.http..",
            "io.gstacks.server..",
            "io.gstacks.agent",
            "io.gstacks.cli..")
        .check(CLASSES);
  }

  @Test
  void onlyTheLineToAgentsSpeaksTheirProtocol() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.gstacks.host",
            "io.gstacks.host.fleet..",
            "io.gstacks.host.cluster..",
            "io.gstacks.host.tenant..",
            "io.gstacks.host.work..",
            "io.gstacks.host.authority..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.gstacks.agent.protocol..")
        .check(CLASSES);
  }

  @Test
  void actorsAreFinal() {
    classes()
        .that()
        .areAssignableTo(Behavior.class)
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(CLASSES);
  }
}
