package io.tribunal.lab.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The modules use each other only as ARCHITECTURE draws it, and no packages of a module form a cycle. */
class ModuleArrowsTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tribunal");

    /** The modules by the last name of their root packages, each after those that it may use. */
    enum Module {
        CORE,
        SCHEMAS(CORE),
        SIMULATION(CORE, SCHEMAS),
        KAFKA(CORE, SCHEMAS),
        INGEST(CORE, SCHEMAS, KAFKA),
        WORKER(CORE, SCHEMAS, KAFKA),
        LEDGER(CORE, SCHEMAS, KAFKA, WORKER),
        BRIDGE(CORE, SCHEMAS, KAFKA, WORKER),
        VOTE(CORE, SCHEMAS, KAFKA),
        ISOLATION(CORE, SCHEMAS, KAFKA),
        AUDIT(CORE, SCHEMAS, KAFKA),
        STATESTORE(CORE, SCHEMAS, KAFKA),
        DEPLOYMENT(CORE, SCHEMAS, KAFKA, INGEST, WORKER, LEDGER, BRIDGE, VOTE, ISOLATION, AUDIT, STATESTORE),
        CONFORMANCE(
                CORE, SCHEMAS, KAFKA, INGEST, WORKER, LEDGER, BRIDGE, VOTE, ISOLATION, AUDIT, STATESTORE, DEPLOYMENT),
        CLI(
                CORE,
                SCHEMAS,
                KAFKA,
                INGEST,
                WORKER,
                LEDGER,
                BRIDGE,
                VOTE,
                ISOLATION,
                AUDIT,
                STATESTORE,
                DEPLOYMENT,
                CONFORMANCE),
        LAB(
                CORE,
                SCHEMAS,
                SIMULATION,
                KAFKA,
                INGEST,
                WORKER,
                LEDGER,
                BRIDGE,
                VOTE,
                ISOLATION,
                AUDIT,
                STATESTORE,
                DEPLOYMENT,
                CONFORMANCE,
                CLI);

        private final Module[] mayUse;

        Module(Module... mayUse) {
            this.mayUse = mayUse;
        }

        String rootPackage() {
            return "io.tribunal." + name().toLowerCase(Locale.ROOT);
        }
    }

    @Test
    void shouldUseOnlyTheModulesBelow() {
        LayeredArchitecture architecture = layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.tribunal..")
                .ensureAllClassesAreContainedInArchitecture();
        for (Module module : Module.values()) {
            architecture = architecture.layer(module.name()).definedBy(module.rootPackage() + "..");
        }
        for (Module module : Module.values()) {
            String[] used = Stream.of(module.mayUse).map(Module::name).toArray(String[]::new);
            architecture = used.length == 0
                    ? architecture.whereLayer(module.name()).mayNotAccessAnyLayer()
                    : architecture.whereLayer(module.name()).mayOnlyAccessLayers(used);
        }
        architecture.check(PRODUCT);
    }

    @Test
    void shouldKeepTheGeneratedRecordsInsideSchemas() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tribunal.schemas..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.tribunal.schemas.avro..", "org.apache.avro.specific..")
                .check(PRODUCT);
    }

    @Test
    void shouldUseKafkaStreamsOnlyForVoting() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.tribunal.vote..", "io.tribunal.lab.baseline..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.streams..")
                .check(PRODUCT);
    }

    @ParameterizedTest
    @EnumSource(value = Module.class, mode = EnumSource.Mode.EXCLUDE, names = "WORKER")
    void shouldHaveNoCyclesBetweenPackages(Module module) {
        slices().assignedFrom(new PackagesOf(module)).should().beFreeOfCycles().check(PRODUCT);
    }

    @Test
    void shouldHaveNoCyclesBetweenTheSubpackagesOfWorkers() {
        slices().matching(Module.WORKER.rootPackage() + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(PRODUCT);
    }

    /** Makes a slice of each package of a module, its root package included. */
    private record PackagesOf(Module module) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return name.equals(module.rootPackage()) || name.startsWith(module.rootPackage() + ".")
                    ? SliceIdentifier.of(name)
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of " + module.rootPackage();
        }
    }
}
