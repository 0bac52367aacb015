package dev.flint.registry;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The append-only history in the database. */
interface TransitionRows extends Repository<TransitionRow, Long> {
  TransitionRow saveAndFlush(TransitionRow row);

  @Query("select t from TransitionRow t where t.versionId = :versionId order by t.id")
  List<TransitionRow> of(UUID versionId);
}
