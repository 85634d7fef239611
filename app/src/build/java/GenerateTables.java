import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.jooq.Constants;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.GeneratedAnnotationType;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;
import org.slf4j.LoggerFactory;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Writes the jOOQ tables that the migrations make, by asking a throw-away PostgreSQL that has run them.
///
/// Maven runs this file as it stands (`java GenerateTables.java`) with the JDK that compiles the module, because jOOQ's
/// generator needs a newer Java than Maven may run on. Nothing of it is shipped.
final class GenerateTables {
    private static final String PACKAGE = "dev.revaer.app.database.schema";

    private GenerateTables() {}

    /// @param arguments the folder of the migrations, then the folder to write the sources to
    static void main(String[] arguments) throws Exception {
        var migrations = Path.of(arguments[0]);
        var output = Path.of(arguments[1]);
        var digestFile = output.resolveSibling(output.getFileName() + ".sha256");
        var digest = digest(migrations);
        if (Files.exists(digestFile) && Files.readString(digestFile).equals(digest)) {
            return;
        }

        Files.deleteIfExists(digestFile);
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        try (var postgres = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start()) {
            Flyway.configure()
                    .dataSource(postgres.getPostgresDatabase())
                    .locations("filesystem:" + migrations)
                    .load()
                    .migrate();
            GenerationTool.generate(configuration(postgres.getJdbcUrl("postgres", "postgres"), output));
        }
        Files.writeString(digestFile, digest);
    }

    /// Covers all that shapes the output: the migrations, this file and jOOQ's version.
    private static String digest(Path migrations) throws Exception {
        var sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(Constants.FULL_VERSION.getBytes(UTF_8));
        sha256.update(Files.readAllBytes(Path.of(System.getProperty("jdk.launcher.sourcefile"))));
        try (var files = Files.walk(migrations)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                sha256.update(migrations.relativize(file).toString().getBytes(UTF_8));
                sha256.update(Files.readAllBytes(file));
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static Configuration configuration(String jdbcUrl, Path output) throws IOException {
        Files.createDirectories(output);
        var database = new Database().withName("org.jooq.meta.postgres.PostgresDatabase")
                .withInputSchema("public")
                .withOutputSchemaToDefault(true)
                .withExcludes("flyway_schema_history")
                .withForcedTypes(
                        new ForcedType().withName("INSTANT")
                                .withIncludeTypes("timestamp\\swith\\stime\\szone"));
        // the annotation tells Error Prone whose code this is; neither date nor version, so that builds repeat
        var generate = new Generate().withGeneratedAnnotation(true)
                .withGeneratedAnnotationType(GeneratedAnnotationType.JAVAX_ANNOTATION_PROCESSING_GENERATED)
                .withGeneratedAnnotationDate(false)
                .withGeneratedAnnotationJooqVersion(false);
        return new Configuration().withLogging(Logging.WARN)
                .withJdbc(new Jdbc().withUrl(jdbcUrl).withUser("postgres"))
                .withGenerator(
                        new Generator().withDatabase(database)
                                .withGenerate(generate)
                                .withTarget(
                                        new Target().withPackageName(PACKAGE)
                                                .withDirectory(output.toString())));
    }
}
