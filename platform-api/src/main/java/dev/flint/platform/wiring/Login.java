package dev.flint.platform.wiring;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** How to reach a database as one role. */
record Login(String url, String username, String password) {
  Connection connect() throws SQLException {
    return DriverManager.getConnection(url, username, password);
  }

  /** Never the password: records are printed by loggers. */
  @Override
  public String toString() {
    return "Login[" + username + " at " + url + "]";
  }
}
