package dev.flint.platform.chat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's HTTP/1.1 over NIO, which can also say whether a client is still there. The servlet API
 * has no such question: a closed connection shows only when something is written to it, and an
 * answer that is not streamed writes nothing until all its tokens are computed.
 */
public final class WatchedProtocol extends Http11NioProtocol {

  /** The connection that comes from this address and port; empty where it cannot be watched. */
  Optional<Connection> connection(String address, int port) {
    for (SocketWrapperBase<NioChannel> socket : getEndpoint().getConnections()) {
      if (socket.getRemotePort() == port && address.equals(socket.getRemoteAddr())) {
        // Reading from a TLS channel beside its owner would disturb its handshakes.
        return socket.getSocket() instanceof SecureNioChannel
            ? Optional.empty()
            : Optional.of(() -> open(socket));
      }
    }
    return Optional.empty();
  }

  private static boolean open(SocketWrapperBase<NioChannel> socket) {
    ByteBuffer one = ByteBuffer.allocate(1);
    try {
      if (socket.read(false, one) > 0) {
        one.flip();
        socket.unRead(one); // the beginning of the client's next request
      }
      return true;
    } catch (IOException gone) {
      return false;
    }
  }
}
