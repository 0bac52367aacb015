package dev.flint.registry;

import dev.flint.registry.store.BlobStore;
import dev.flint.registry.trust.BundleVerifier;
import dev.flint.registry.trust.SigningKey;
import dev.flint.registry.trust.TrustedKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One migrated database and one Spring context over it, entered as the service's own role. */
final class TestDatabase {

  private final ConfigurableApplicationContext context;
  private final Path home;

  private TestDatabase(ConfigurableApplicationContext context, Path home) {
    this.context = context;
    this.home = home;
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(RegistryConfiguration.class)
  static class Application {
    @Bean
    SigningKey key(Home home) {
      return SigningKey.openOrCreate(home.path().resolve("keys"));
    }

    @Bean
    RegistrySettings settings(Home home, SigningKey key) {
      return new RegistrySettings(
          home.path().resolve("models"), TrustedKeys.of(key.verifyingKey()));
    }
  }

  record Home(Path path) {}

  static TestDatabase get() {
    return Holder.INSTANCE;
  }

  private static final class Holder {
    static final TestDatabase INSTANCE = create();
  }

  private static TestDatabase create() {
    try {
      migrate();
      Path home = Files.createTempDirectory("flint-registry-home");
      ConfigurableApplicationContext context =
          new SpringApplicationBuilder(Application.class)
              .web(WebApplicationType.NONE)
              .initializers(application ->
                  application.getBeanFactory().registerSingleton("home", new Home(home)))
              .properties(
                  "spring.main.banner-mode=off",
                  "spring.datasource.url=" + TestPostgres.get().url("flint"),
                  "spring.datasource.username=flint_service",
                  "spring.jpa.hibernate.ddl-auto=validate",
                  "spring.jpa.open-in-view=false")
              .run();
      return new TestDatabase(context, home);
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void migrate() throws IOException, SQLException {
    try (Connection connection = connect("postgres", "postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE flint");
      statement.execute("CREATE ROLE flint_service LOGIN");
    }
    try (InputStream sql =
            TestDatabase.class.getResourceAsStream("/db/migration/V3__registry.sql");
        Connection connection = owner();
        Statement statement = connection.createStatement()) {
      statement.execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** The registry that the configuration built. */
  Registry registry() {
    return context.getBean(Registry.class);
  }

  SigningKey key() {
    return context.getBean(SigningKey.class);
  }

  /** Where the configured registry keeps its files. */
  Path models() {
    return home.resolve("models");
  }

  /** Another registry over the same database, as a second process would have it. */
  Registry registry(Path folder, TrustedKeys trusted) {
    return new Registry(BlobStore.open(folder), new BundleVerifier(trusted), ledger());
  }

  Ledger ledger() {
    return new Ledger(
        context.getBean(ModelVersionRows.class),
        context.getBean(TransitionRows.class),
        new TransactionTemplate(context.getBean(PlatformTransactionManager.class)),
        Clock.systemUTC());
  }

  static Connection owner() throws SQLException {
    return connect("flint", "postgres");
  }

  static Connection service() throws SQLException {
    return connect("flint", "flint_service");
  }

  private static Connection connect(String database, String user) throws SQLException {
    return DriverManager.getConnection(TestPostgres.get().url(database), user, "");
  }
}
