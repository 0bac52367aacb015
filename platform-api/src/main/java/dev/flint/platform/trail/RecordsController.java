package dev.flint.platform.trail;

import dev.flint.audit.AuditException;
import dev.flint.audit.log.AuditLog;
import dev.flint.audit.log.Receipt;
import dev.flint.audit.log.StoredRecord;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The record, for auditors. Each reading is recorded before anything is handed out. */
@RestController
@RequestMapping("/audit/v1")
final class RecordsController {
  private static final int LARGEST_PAGE = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final AuditLog log;
  private final Trail trail;

  RecordsController(AuditLog log, Trail trail) {
    this.log = log;
    this.trail = trail;
  }

  /** Newest first; {@code next} is the {@code before} of the following page. */
  @GetMapping("/records")
  Map<String, Object> records(
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) Optional<Long> before,
      @AuthenticationPrincipal Actor reader,
      HttpServletRequest request) {
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "limit is a number from 1 to " + LARGEST_PAGE);
    }
    List<StoredRecord> page = ask(() -> log.newest(before.orElse(Long.MAX_VALUE), limit));
    String what = before.map(number -> "records before " + number).orElse("the newest records");
    recorded(reader, request, what, page.size());
    List<ReadRecord> data = new ArrayList<>();
    page.forEach(stored -> data.add(ReadRecord.of(stored)));
    return page.size() < limit
        ? Map.of("object", "list", "data", data)
        : Map.of("object", "list", "data", data, "next", page.getLast().sequence());
  }

  /** One record, with the salt that its commitments need. */
  @GetMapping("/records/{id}")
  ReadRecord record(
      @PathVariable String id, @AuthenticationPrincipal Actor reader, HttpServletRequest request) {
    Optional<StoredRecord> stored = ask(() -> log.find(id));
    recorded(reader, request, "record " + printable(id), stored.isPresent() ? 1 : 0);
    return ReadRecord.withSalt(stored.orElseThrow(() -> unknown(id)));
  }

  /** Proof that the log holds the record, a C2SP {@code .tlog-proof}. */
  @GetMapping("/receipts/{id}")
  ResponseEntity<String> receipt(
      @PathVariable String id, @AuthenticationPrincipal Actor reader, HttpServletRequest request)
      throws InterruptedException {
    boolean known = ask(() -> log.find(id)).isPresent();
    recorded(reader, request, "receipt of " + printable(id), known ? 1 : 0);
    if (!known) {
      throw unknown(id);
    }
    Optional<Receipt> receipt;
    try {
      receipt = log.receipt(id, PATIENCE);
    } catch (AuditException e) {
      throw AuditLedger.unavailable(e);
    }
    return receipt
        .map(proof -> text(HttpStatus.OK).body(proof.text()))
        .orElseGet(() ->
            text(HttpStatus.TOO_EARLY)
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body("The record is durable but not in the tree yet: ask again.\n"));
  }

  /** The latest signed tree head. */
  @GetMapping("/checkpoint")
  ResponseEntity<String> checkpoint(
      @AuthenticationPrincipal Actor reader, HttpServletRequest request) {
    recorded(reader, request, "checkpoint", 0);
    return text(HttpStatus.OK).body(log.latest().note());
  }

  private void recorded(Actor reader, HttpServletRequest request, String what, int records) {
    trail.recorded(new AuditEvent.RecordRead(reader, request.getRemoteAddr(), what, records));
  }

  private static ResponseEntity.BodyBuilder text(HttpStatus status) {
    return ResponseEntity.status(status).contentType(MediaType.TEXT_PLAIN);
  }

  private static ResponseStatusException unknown(String id) {
    return new ResponseStatusException(
        HttpStatus.NOT_FOUND, "There is no record with the id " + printable(id) + ".");
  }

  // What a caller sends is recorded only as far as it could be an id.
  private static String printable(String id) {
    String cut = id.length() > 128 ? id.substring(0, 128) : id;
    return cut.replaceAll("[^A-Za-z0-9_.:-]", "?");
  }

  private static <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (AuditException e) {
      throw AuditLedger.unavailable(e);
    }
  }
}
