package dev.flint.platform.wiring;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which database to use: our own, or the one that is named here.
 *
 * @param url JDBC address of a PostgreSQL that exists; none: the embedded one
 * @param username the role the service works as; it may not change tables
 * @param passwordFile holds that role's password, readable by its owner only
 * @param ownerUsername the role that owns the tables and changes them at an upgrade
 * @param ownerPasswordFile holds that role's password
 */
@ConfigurationProperties(prefix = "flint.database", ignoreUnknownFields = false)
record DatabaseSettings(
    @Nullable String url,
    @Nullable String username,
    @Nullable Path passwordFile,
    @Nullable String ownerUsername,
    @Nullable Path ownerPasswordFile) {
  static final String OWNER = "flint_owner";
  static final String SERVICE = "flint_service";

  static DatabaseSettings embedded() {
    return new DatabaseSettings(null, null, null, null, null);
  }
}
