package dev.flint.platform.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The database of one service, in its data folder. It is started and migrated in the background,
 * while the rest of the service is put together, and stopped after everything that used it.
 */
final class Database implements AutoCloseable {
  private static final String OPTIONS =
      "?ApplicationName=flint&connectTimeout=5&socketTimeout=30&tcpKeepAlive=true";

  private final CompletableFuture<Login> login = new CompletableFuture<>();
  private volatile @Nullable EmbeddedPostgres embedded;

  private final DataFolder data;

  private Database(DataFolder data) {
    this.data = data;
  }

  /** Begins to open the database; {@link #login} waits for the end. */
  static Database open(DatabaseSettings settings, DataFolder data) {
    Database database = new Database(data);
    Thread.ofPlatform()
        .name("database-opening")
        .start(() -> {
          try {
            database.login.complete(database.prepare(settings));
          } catch (Throwable failure) {
            database.login.completeExceptionally(failure);
          }
        });
    return database;
  }

  /**
   * How the service reaches the database, once it is ready and migrated.
   *
   * @throws StartFault DATABASE with the reason if it never will be
   */
  Login login() {
    try {
      return login.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  private Login prepare(DatabaseSettings settings) {
    String url = settings.url();
    if (url != null) {
      Login owner =
          new Login(
              url,
              or(settings.ownerUsername(), DatabaseSettings.OWNER),
              password(settings.ownerPasswordFile(), "flint.database.owner-password-file"));
      Migrations.run(owner);
      return external(settings);
    }
    Secrets secrets = data.secrets();
    Path folder = data.folder("postgresql");
    String root = secrets.password("database-root");
    EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, root);
    embedded = postgres;
    String base = "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/";
    String address = base + "flint" + OPTIONS;
    Login owner = new Login(address, DatabaseSettings.OWNER, secrets.password("database-owner"));
    Login service =
        new Login(address, DatabaseSettings.SERVICE, secrets.password("database-service"));
    Path done = folder.resolve("roles-created");
    if (!Files.exists(done)) {
      Roles.create(new Login(base + "postgres", EmbeddedPostgres.SUPERUSER, root), owner, service);
      mark(done);
    }
    Migrations.run(owner);
    return service;
  }

  /** The service's own login at a database that is named in the settings. */
  static Login external(DatabaseSettings settings) {
    return new Login(
        String.valueOf(settings.url()),
        or(settings.username(), DatabaseSettings.SERVICE),
        password(settings.passwordFile(), "flint.database.password-file"));
  }

  private static String password(@Nullable Path file, String setting) {
    if (file == null) {
      throw new StartFault(
          StartFault.Code.BAD_SETTING,
          "flint.database.url is set, so " + setting + " has to name a file with the password.");
    }
    try {
      return Secrets.read(file);
    } catch (IOException e) {
      throw DataFolder.fault(setting + " cannot be read: " + DataFolder.reason(e), e);
    }
  }

  private static void mark(Path file) {
    try {
      Files.writeString(file, "");
    } catch (IOException e) {
      throw DataFolder.fault(file + " cannot be written: " + DataFolder.reason(e), e);
    }
  }

  private static String or(@Nullable String value, String otherwise) {
    return value == null || value.isBlank() ? otherwise : value;
  }

  /**
   * Stops the embedded server, waiting for a start that is still under way, and lets go of the data
   * folder; harmless twice.
   */
  @Override
  public void close() {
    login.handle((done, failed) -> "over").join();
    EmbeddedPostgres postgres = embedded;
    if (postgres != null) {
      postgres.close();
    }
    data.close();
  }
}
