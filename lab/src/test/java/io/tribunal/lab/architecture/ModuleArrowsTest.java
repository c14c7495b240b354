package io.tribunal.lab.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows between modules: services never import each other, and nothing depends on the lab. */
class ModuleArrowsTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tribunal");

    @Test
    void shouldPointOnlyWhereTheDesignSaysSo() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.tribunal..")
                .layer("core")
                .definedBy("io.tribunal.core..")
                .layer("schemas")
                .definedBy("io.tribunal.schemas..")
                .layer("kafka-runtime")
                .definedBy("io.tribunal.kafka..")
                .layer("ingest")
                .definedBy("io.tribunal.ingest..")
                .layer("worker-runtime")
                .definedBy("io.tribunal.worker..")
                .layer("ledger")
                .definedBy("io.tribunal.ledger..")
                .layer("vote-streams")
                .definedBy("io.tribunal.vote..")
                .layer("isolation-service")
                .definedBy("io.tribunal.isolation..")
                .layer("bridges")
                .definedBy("io.tribunal.bridge..")
                .layer("audit")
                .definedBy("io.tribunal.audit..")
                .layer("state-store")
                .definedBy("io.tribunal.statestore..")
                .layer("cli")
                .definedBy("io.tribunal.cli..")
                .layer("lab")
                .definedBy("io.tribunal.lab..")
                .whereLayer("core")
                .mayNotAccessAnyLayer()
                .whereLayer("schemas")
                .mayOnlyAccessLayers("core")
                .whereLayer("kafka-runtime")
                .mayOnlyAccessLayers("core", "schemas")
                .whereLayer("ingest")
                .mayOnlyAccessLayers("core", "schemas", "kafka-runtime")
                .whereLayer("worker-runtime")
                .mayOnlyAccessLayers("core", "schemas", "kafka-runtime")
                .whereLayer("ledger")
                .mayOnlyAccessLayers("core", "schemas", "kafka-runtime", "worker-runtime")
                .whereLayer("bridges")
                .mayOnlyAccessLayers("core", "schemas", "kafka-runtime", "worker-runtime")
                .whereLayer("vote-streams")
                .mayOnlyAccessLayers("core", "schemas", "kafka-runtime")
                .whereLayer("isolation-service")
                .mayOnlyAccessLayers("core", "schemas", "kafka-runtime")
                .whereLayer("audit")
                .mayOnlyAccessLayers("core", "schemas", "kafka-runtime")
                .whereLayer("state-store")
                .mayOnlyAccessLayers("core", "schemas", "kafka-runtime")
                .whereLayer("lab")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("cli")
                .mayOnlyBeAccessedByLayers("lab")
                .check(PRODUCT);
    }

    @Test
    void shouldKeepTheTravelFormInsideSchemas() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tribunal.schemas..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.tribunal.schemas.avro..", "org.apache.avro.specific..")
                .check(PRODUCT);
    }

    @Test
    void shouldUseStreamsOnlyWhereVotesAreCounted() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.tribunal.vote..", "io.tribunal.lab.baseline..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.streams..")
                .check(PRODUCT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"schemas", "kafka", "ingest", "isolation", "worker", "ledger", "bridge", "audit", "lab"})
    void shouldHaveNoCyclesBetweenPackages(String module) {
        slices().matching("io.tribunal." + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(PRODUCT);
    }
}
