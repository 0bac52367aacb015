package dev.flint.platform.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A service's database for a reader beside it: of a running service, or started for the moment. */
final class ReadingDatabase implements AutoCloseable {
  private final Login login;
  private final @Nullable DataFolder held;
  private final @Nullable EmbeddedPostgres started;

  private ReadingDatabase(
      Login login, @Nullable DataFolder held, @Nullable EmbeddedPostgres started) {
    this.login = login;
    this.held = held;
    this.started = started;
  }

  /**
   * Opens the database of a data folder that has one.
   *
   * @throws StartFault DATA_FOLDER if it has none, DATABASE
   */
  static ReadingDatabase open(Path data, DatabaseSettings settings) throws IOException {
    if (settings.url() != null) {
      return new ReadingDatabase(Database.external(settings), null, null);
    }
    Path folder = data.resolve("postgresql");
    Path cluster = folder.resolve("data");
    if (!Files.exists(cluster.resolve("PG_VERSION"))) {
      throw new StartFault(
          StartFault.Code.DATA_FOLDER,
          "there is no log in " + data + ": name the service's data folder with --data.");
    }
    DataFolder held;
    try {
      held = DataFolder.open(data);
    } catch (StartFault inUse) {
      if (inUse.code() != StartFault.Code.DATA_LOCKED) {
        throw inUse;
      }
      return new ReadingDatabase(running(data, cluster), null, null);
    }
    try {
      Secrets secrets = held.secrets();
      EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, secrets.password("database-root"));
      return new ReadingDatabase(
          login(postgres.port(), secrets.password("database-service")), held, postgres);
    } catch (RuntimeException e) {
      held.close();
      throw e;
    }
  }

  private static Login running(Path data, Path cluster) throws IOException {
    Postmaster server =
        Postmaster.of(cluster)
            .filter(Postmaster::ready)
            .orElseThrow(() ->
                new StartFault(
                    StartFault.Code.DATABASE,
                    "a service holds " + data + ", but its database is not running."));
    return login(server.port(), Secrets.read(data.resolve("secrets/database-service")));
  }

  private static Login login(int port, String password) {
    return new Login(
        "jdbc:postgresql://127.0.0.1:" + port + "/flint?ApplicationName=flint-audit",
        DatabaseSettings.SERVICE,
        password);
  }

  DataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(login.url());
    source.setUser(login.username());
    source.setPassword(login.password());
    return source;
  }

  /** Stops what was started for the moment. */
  @Override
  public void close() {
    if (started != null) {
      started.close();
    }
    if (held != null) {
      held.close();
    }
  }
}
