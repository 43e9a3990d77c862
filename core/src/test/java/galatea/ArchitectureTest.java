package galatea;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
    /** Each package may use those above it in this list. */
    private static final List<String> BOTTOM_FIRST =
            List.of(
                    "image",
                    "format",
                    "data",
                    "points",
                    "torch",
                    "nn",
                    "model",
                    "latent",
                    "train",
                    "evolve",
                    "segment",
                    "direction",
                    "dissect",
                    "project",
                    "metrics",
                    "distributed");

    /** What may know tensors. */
    private static final String[] TENSOR_PACKAGES = {
        "galatea.torch..",
        "galatea.nn..",
        "galatea.model..",
        "galatea.latent..",
        "galatea.train..",
        "galatea.evolve..",
        "galatea.segment..",
        "galatea.direction..",
        "galatea.project..",
        "galatea.dissect..",
        "galatea.metrics..",
        "galatea.distributed.."
    };

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("galatea");

    static List<String> lowerPackages() {
        return BOTTOM_FIRST.subList(0, BOTTOM_FIRST.size() - 1);
    }

    @ParameterizedTest
    @MethodSource("lowerPackages")
    void importsPointDownward(String name) {
        int place = BOTTOM_FIRST.indexOf(name);
        String[] above =
                BOTTOM_FIRST.subList(place + 1, BOTTOM_FIRST.size()).stream()
                        .map(upper -> "galatea." + upper + "..")
                        .toArray(String[]::new);
        noClasses()
                .that(resideInAPackage("galatea." + name + ".."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(above))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void onlyTensorPackagesKnowTheEngine() {
        noClasses()
                .that(resideInAPackage("galatea..").and(outside(TENSOR_PACKAGES)))
                .should()
                .dependOnClassesThat(resideInAPackage("org.bytedeco.."))
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> outside(String... packages) {
        return DescribedPredicate.not(resideInAnyPackage(packages));
    }
}
