package io.tribunal.core.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tribunal.core.identity.Hash;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What keeps core a pure function of the logs: no I/O, no clock, no randomness, no access to its process. */
class CorePurityTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tribunal.core");

    @Test
    void shouldDependOnlyOnTheJdkTheJsonLibrariesAndRe2() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "io.tribunal.core..",
                        "java.lang..",
                        "java.io",
                        "java.math",
                        "java.nio",
                        "java.nio.charset",
                        "java.security",
                        "java.util",
                        "java.util.function",
                        "java.util.regex",
                        "java.util.stream",
                        "org.jspecify.annotations",
                        "com.fasterxml.jackson.core..",
                        "org.erdtman.jcs",
                        "com.google.re2j"))
                .check(CORE);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tribunal.core.normalize")
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.fasterxml..", "org.erdtman.."))
                .check(CORE);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tribunal.core.behaviour")
                .should()
                .dependOnClassesThat(resideInAPackage("com.google.re2j.."))
                .check(CORE);
    }

    @Test
    void shouldReadNoClockAndNothingOfTheProcess() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(System.class, "identityHashCode", Object.class)
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.(Thread|Runtime|Process.*)|java\\.util\\.(Date|Calendar|Timer.*)")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File.*|RandomAccessFile|Console|PrintStream)")
                .check(CORE);
        noClasses()
                .that()
                .doNotBelongToAnyOf(Hash.class)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class)
                .because("only a digest is kept for each thread, on which no hash depends")
                .check(CORE);
    }

    @Test
    void shouldUseNoRandomness() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.(Random|SplittableRandom|UUID)|java\\.security\\.SecureRandom")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.random..", "java.util.concurrent..")
                .orShould()
                .callMethod(Math.class, "random")
                .check(CORE);
    }

    @Test
    void shouldUseNoLocale() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Locale.class)
                .orShould()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(String.class, "getBytes")
                .orShould()
                .callConstructor(String.class, byte[].class)
                .check(CORE);
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching("io.tribunal.core.(*)..").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void shouldBuildOnIdentitiesAndEndInThePartition() {
        classes()
                .that(resideInAPackage("io.tribunal.core.identity"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("io.tribunal.core.identity", "java..", "org.jspecify.."))
                .check(CORE);
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.tribunal.core.identity",
                        "io.tribunal.core.signature",
                        "io.tribunal.core.log",
                        "io.tribunal.core.policy",
                        "io.tribunal.core.normalize",
                        "io.tribunal.core.state",
                        "io.tribunal.core.ballot",
                        "io.tribunal.core.behaviour",
                        "io.tribunal.core.admission")
                .should()
                .dependOnClassesThat(resideInAPackage("io.tribunal.core.partition"))
                .check(CORE);
    }
}
