package dev.flint.platform.wiring;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Who may do what in the embedded database: the owner changes tables, the service uses them. */
final class Roles {
  private Roles() {}

  /** Creates both roles and the database; what is there already gets its password anew. */
  static void create(Login superuser, Login owner, Login service) {
    try (Connection connection = superuser.connect();
        Statement statement = connection.createStatement()) {
      for (Login role : new Login[] {owner, service}) {
        String verb = exists(statement, "pg_roles", "rolname", role.username());
        // Generated names and passwords: nothing in them needs quoting.
        statement.execute(
            verb
                + " ROLE "
                + role.username()
                + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '"
                + role.password()
                + "'");
      }
      if (exists(statement, "pg_database", "datname", "flint").equals("CREATE")) {
        statement.execute("CREATE DATABASE flint OWNER " + owner.username());
      }
      for (String database : new String[] {"postgres", "template1", "flint"}) {
        statement.execute("REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
      }
      statement.execute("GRANT CONNECT ON DATABASE flint TO " + service.username());
    } catch (SQLException e) {
      throw new StartFault(
          StartFault.Code.DATABASE,
          "the database's roles could not be created: " + e.getMessage(),
          e);
    }
  }

  private static String exists(Statement statement, String table, String column, String name)
      throws SQLException {
    String query = "SELECT 1 FROM " + table + " WHERE " + column + " = '" + name + "'";
    try (var rows = statement.executeQuery(query)) {
      return rows.next() ? "ALTER" : "CREATE";
    }
  }
}
