package dev.flint.registry;

import dev.flint.registry.store.BlobStore;
import dev.flint.registry.trust.BundleVerifier;
import java.time.Clock;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Builds the {@link Registry} inside an application that has a data source, JPA and a {@link
 * RegistrySettings} bean, and whose database carries migration V3.
 */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = RegistryConfiguration.class)
@EnableJpaRepositories(basePackageClasses = RegistryConfiguration.class)
public class RegistryConfiguration {
  @Bean
  Registry registry(
      RegistrySettings settings,
      ModelVersionRows versions,
      TransitionRows transitions,
      PlatformTransactionManager transactions) {
    return new Registry(
        BlobStore.open(settings.folder()),
        new BundleVerifier(settings.trusted()),
        new Ledger(
            versions, transitions, new TransactionTemplate(transactions), Clock.systemUTC()));
  }
}
