package dev.flint.platform.wiring;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/**
 * What stands before the first bean and after the last: the data folder and the database, which is
 * opening while the context is put together.
 */
public final class House
    implements ApplicationContextInitializer<GenericApplicationContext>, AutoCloseable {
  private final DataFolder data;
  private volatile @Nullable Database database;

  /** A house over a folder that is open, and is closed with the house. */
  public House(DataFolder data) {
    this.data = data;
  }

  @Override
  public void initialize(GenericApplicationContext context) {
    KnownSettings.require(context.getEnvironment());
    DatabaseSettings settings =
        Binder.get(context.getEnvironment())
            .bind("flint.database", DatabaseSettings.class)
            .orElseGet(DatabaseSettings::embedded);
    Database opening = Database.open(settings, data);
    database = opening;
    context.registerBean(DataFolder.class, () -> data, House::outlivesTheContext);
    // Whoever uses the database is closed before it, by their dependencies; the folder comes last.
    context.registerBean(
        Database.class, () -> opening, definition -> definition.setDestroyMethodName("close"));
  }

  private static void outlivesTheContext(BeanDefinition definition) {
    definition.setDestroyMethodName("");
  }

  /** Stops the database and lets go of the folder; harmless twice. */
  @Override
  public void close() {
    Database opened = database;
    if (opened != null) {
      opened.close();
    } else {
      data.close();
    }
  }
}
