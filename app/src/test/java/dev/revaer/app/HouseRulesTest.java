package dev.revaer.app;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// The walls of the house, over all modules on this class path.
@AnalyzeClasses(packages = "dev.revaer", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
    @ArchTest
    static final ArchRule ENGINE_AND_FSOPS_KNOW_NO_SPRING = noClasses().that()
            .resideInAnyPackage("dev.revaer.engine..", "dev.revaer.fsops..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule ENGINE_KNOWS_NONE_OF_THE_OTHERS = noClasses().that()
            .resideInAPackage("dev.revaer.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.revaer.fsops..", "dev.revaer.api..", "dev.revaer.app..");

    @ArchTest
    static final ArchRule FSOPS_KNOWS_NONE_OF_THE_OTHERS = noClasses().that()
            .resideInAPackage("dev.revaer.fsops..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.revaer.engine..", "dev.revaer.api..", "dev.revaer.app..");

    @ArchTest
    static final ArchRule API_DOES_NOT_KNOW_APP = noClasses().that()
            .resideInAPackage("dev.revaer.api..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.revaer.app..");

    @ArchTest
    static final ArchRule LIBTORRENT_STAYS_IN_ITS_ROOM = noClasses().that()
            .resideOutsideOfPackage("dev.revaer.engine.session..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.libtorrent4j..");

    @ArchTest
    static final ArchRule SQL_STAYS_IN_APP = noClasses().that()
            .resideOutsideOfPackage("dev.revaer.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jooq..");

    @ArchTest
    static final ArchRule STREAMS_STAY_WHERE_EVENTS_FLOW = noClasses().that()
            .resideOutsideOfPackages("dev.revaer.engine.event", "dev.revaer.api..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("reactor..");

    @ArchTest
    static final ArchRule ROOMS_FORM_NO_CYCLE = slices().matching("dev.revaer.(*).(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS = noClasses().should()
            .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Base)")
            .orShould()
            .haveNameMatching(".*[.$]Abstract[A-Z].*");

    @ArchTest
    static final ArchRule ONLY_APP_READS_THE_ENVIRONMENT = noClasses().that()
            .resideOutsideOfPackages("dev.revaer.app..", "dev.revaer.cli..")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class, String.class)
            .orShould()
            .callMethod(System.class, "getProperties")
            .orShould()
            .callMethod(Boolean.class, "getBoolean", String.class)
            .orShould()
            .callMethod(Integer.class, "getInteger", String.class);

    @ArchTest
    static void seesEveryModule(JavaClasses classes) {
        for (var module : new String[]{"engine", "fsops", "api", "app"}) {
            DescribedPredicate<JavaClass> isInModule = resideInAPackage("dev.revaer." + module + "..");

            assertThat(classes.that(isInModule)).as(module).isNotEmpty();
        }
    }

    /// The trespassers below break these rules; a rule that lets them pass is no rule.
    @Test
    void catchesTrespassers() {
        var trespassers = new ClassFileImporter().importClasses(
                TrespassingHelper.class,
                dev.revaer.engine.event.Trespasser.class);

        for (var rule : new ArchRule[]{ENGINE_AND_FSOPS_KNOW_NO_SPRING, ENGINE_KNOWS_NONE_OF_THE_OTHERS,
                LIBTORRENT_STAYS_IN_ITS_ROOM, SQL_STAYS_IN_APP, STREAMS_STAY_WHERE_EVENTS_FLOW,
                NAMES_SAY_WHAT_A_CLASS_IS, ONLY_APP_READS_THE_ENVIRONMENT}) {
            assertThatExceptionOfType(AssertionError.class).as(rule.getDescription())
                    .isThrownBy(() -> rule.check(trespassers));
        }
    }

    /// Streams where nothing flows, under a name that says nothing.
    static final class TrespassingHelper {
        final reactor.core.publisher.Flux<String> flux = reactor.core.publisher.Flux.empty();
    }
}
