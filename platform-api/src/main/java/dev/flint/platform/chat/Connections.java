package dev.flint.platform.chat;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Finds the connection a request came over. */
@Component
final class Connections implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  private final AtomicReference<@Nullable WatchedProtocol> protocol = new AtomicReference<>();

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.setProtocol(WatchedProtocol.class.getName());
    factory.addConnectorCustomizers(connector -> {
      if (connector.getProtocolHandler() instanceof WatchedProtocol watched) {
        protocol.set(watched);
      }
    });
  }

  /** The request's connection; one that is always open where it cannot be watched. */
  Connection of(HttpServletRequest request) {
    return Optional.ofNullable(protocol.get())
        .flatMap(known -> known.connection(request.getRemoteAddr(), request.getRemotePort()))
        .orElse(() -> true);
  }
}
