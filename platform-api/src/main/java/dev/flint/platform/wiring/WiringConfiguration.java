package dev.flint.platform.wiring;

import dev.flint.audit.log.AuditLog;
import dev.flint.audit.log.FolderPublisher;
import dev.flint.audit.log.postgres.PostgresStorage;
import dev.flint.audit.note.LogKeys;
import dev.flint.platform.access.ApiKeys;
import dev.flint.platform.serving.EnginePool;
import dev.flint.platform.serving.EngineSettings;
import dev.flint.platform.trail.Trail;
import dev.flint.registry.Registry;
import dev.flint.registry.RegistryConfiguration;
import dev.flint.registry.RegistrySettings;
import dev.flint.registry.trust.SigningKey;
import dev.flint.registry.trust.TrustedKeys;
import java.nio.file.Path;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.support.TransactionOperations;

/** Puts the three libraries together over the data folder and the database. */
@Configuration(proxyBeanMethods = false)
@Import(RegistryConfiguration.class)
@EnableConfigurationProperties({DatabaseSettings.class, EngineSettings.class})
class WiringConfiguration {

  @Bean
  JdbcConnectionDetails databaseAddress(Database database) {
    Login login = database.login();
    return new JdbcConnectionDetails() {
      @Override
      public String getJdbcUrl() {
        return login.url();
      }

      @Override
      public String getUsername() {
        return login.username();
      }

      @Override
      public String getPassword() {
        return login.password();
      }
    };
  }

  @Bean
  AuditLog auditLog(DataSource database, DataFolder data) {
    String name = "flint.invalid/log-" + UUID.randomUUID(); // kept with the key once it is made
    LogKeys keys = LogKeys.loadOrGenerate(data.logKey(), name);
    return AuditLog.open(
        new PostgresStorage(database), keys, new FolderPublisher(data.publishedLog()));
  }

  @Bean
  Trail trail(AuditLog log, DataSource database, DataFolder data) {
    return Trail.open(log, database, data.folder("spool"), Version.current());
  }

  @Bean
  SigningKey organisationKey(DataFolder data) {
    data.secrets();
    return SigningKey.openOrCreate(data.folder("secrets/organisation"));
  }

  @Bean
  RegistrySettings registrySettings(DataFolder data, SigningKey organisation) {
    return new RegistrySettings(data.folder("models"), TrustedKeys.of(organisation.verifyingKey()));
  }

  @Bean
  EnginePool enginePool(Registry registry, Trail trail, EngineSettings settings, DataFolder data) {
    Path blobs = data.folder("models").resolve("blobs").resolve("sha256");
    return new EnginePool(registry, trail, settings, blobs::resolve, Version.current());
  }

  @Bean
  Models models(
      Registry registry,
      SigningKey organisation,
      Trail trail,
      TransactionOperations transactions,
      EnginePool engines) {
    return new Models(registry, organisation, trail, transactions, engines);
  }

  @Bean
  ModelsLoading modelsLoading(
      DataFolder data, Models models, @Value("${flint.model:#{null}}") @Nullable Path chosen) {
    return new ModelsLoading(data, models, chosen);
  }

  @Bean
  FirstStart firstStart(
      DataFolder data,
      ApiKeys keys,
      @Value("${server.address}") String address,
      @Value("${server.port}") int port) {
    return new FirstStart(data, keys, Address.url(address, port));
  }
}
