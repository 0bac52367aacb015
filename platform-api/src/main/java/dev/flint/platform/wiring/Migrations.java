package dev.flint.platform.wiring;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables to this version's shape. Each module carries its own part. */
final class Migrations {
  private Migrations() {}

  static void run(Login owner) {
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .dataSource(owner.url(), owner.username(), owner.password())
          .locations("classpath:db/migration")
          .failOnMissingLocations(true)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StartFault(
          StartFault.Code.DATABASE,
          "the database could not be brought to this version's shape: "
              + String.valueOf(e.getMessage()).strip(),
          e);
    }
  }
}
