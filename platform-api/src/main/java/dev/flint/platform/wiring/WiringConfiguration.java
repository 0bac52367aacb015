package dev.flint.platform.wiring;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts the libraries together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class WiringConfiguration {

  @Bean
  Announcement announcement(Environment environment, DataFolder data) {
    String url =
        "http://"
            + environment.getProperty("server.address")
            + ":"
            + environment.getProperty("server.port");
    return new Announcement("FLINT_URL=" + url + "\n" + data.root() + "\n");
  }

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
}
