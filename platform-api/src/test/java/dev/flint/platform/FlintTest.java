package dev.flint.platform;

import dev.flint.platform.wiring.TestHouse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test against the whole service: real HTTP on a free port, a PostgreSQL of its own. The engine
 * computes with plain loops: the demo model is small, and with anything better an answer ends
 * before its client can leave. {@code ServeProcessTest} runs the service as it is installed.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = FlintApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "flint.engine.backend=scalar")
@ContextConfiguration(initializers = TestHouse.class)
public @interface FlintTest {}
