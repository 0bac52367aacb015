package dev.flint.platform.chat;

import dev.flint.platform.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The two routes that answer prompts. They write to the response themselves, on its own thread. */
@RestController
final class ChatController {
  private final ChatService service;

  ChatController(ChatService service) {
    this.service = service;
  }

  @PostMapping("/v1/chat/completions")
  void chat(
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    service.answer(new Exchange(Endpoint.CHAT, caller, request, response));
  }

  @PostMapping("/v1/completions")
  void text(
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    service.answer(new Exchange(Endpoint.TEXT, caller, request, response));
  }
}
