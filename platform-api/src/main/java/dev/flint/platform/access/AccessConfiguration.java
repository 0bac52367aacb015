package dev.flint.platform.access;

import dev.flint.platform.problem.Problem;
import dev.flint.platform.problem.ProblemWriter;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

  /** One chain for everything; no session, no cookie, no form, and nothing allowed by default. */
  @Bean
  SecurityFilterChain securityFilterChain(
      HttpSecurity http, ApiKeys keys, Refusals refusals, Gate gate) {
    return http.csrf(AbstractHttpConfigurer::disable) // there is no cookie to ride on
        .httpBasic(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests ->
            requests
                // Error pages of requests that were judged when they came in.
                .dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .anyRequest()
                .access(gate::decide))
        .exceptionHandling(turned ->
            turned
                .authenticationEntryPoint(gate::unauthenticated)
                .accessDeniedHandler(gate::denied))
        .addFilterBefore(new CredentialFilter(keys, refusals), AuthorizationFilter.class)
        .build();
  }

  /** Nobody logs in with a password; without this bean Spring Boot would make one up. */
  @Bean
  AuthenticationManager authenticationManager() {
    return authentication -> {
      throw new AuthenticationServiceException("keys are the only credentials");
    };
  }

  /** What Spring's firewall turns away (encoded slashes, control characters) gets our answer. */
  @Bean
  RequestRejectedHandler requestRejectedHandler() {
    return (request, response, rejected) ->
        ProblemWriter.write(
            response,
            Problem.invalid(null, "The request's path or headers hold what is not allowed there."));
  }
}
