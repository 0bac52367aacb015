package dev.flint.platform.wiring;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Where the service listens. */
final class Address {
  private Address() {}

  /** The URL that a client on this machine uses. */
  static String url(String host, int port) {
    String reachable =
        switch (host) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::" -> "[::1]";
          default -> host.contains(":") ? "[" + host + "]" : host;
        };
    return "http://" + reachable + ":" + port;
  }

  /**
   * Makes sure that the service can listen, before anything else happens.
   *
   * @throws StartFault ADDRESS
   */
  static void requireFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (UnknownHostException e) {
      throw new StartFault(
          StartFault.Code.ADDRESS, "there is no address '" + host + "': check --host.", e);
    } catch (IOException e) {
      throw new StartFault(
          StartFault.Code.ADDRESS,
          "cannot listen on port "
              + port
              + " of "
              + host
              + " ("
              + e.getMessage()
              + "): choose another with --port.",
          e);
    }
  }
}
