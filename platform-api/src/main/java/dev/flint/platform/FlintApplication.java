package dev.flint.platform;

import dev.flint.platform.wiring.Serve;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service. {@code ./flint serve} runs this. */
@SpringBootApplication(proxyBeanMethods = false)
public class FlintApplication {
  /** Starts the service; {@code --help} lists the options. */
  public static void main(String[] arguments) {
    Serve.main(FlintApplication.class, arguments);
  }
}
