package dev.flint.registry;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The model versions in the database. */
interface ModelVersionRows extends Repository<ModelVersionRow, UUID> {
  ModelVersionRow saveAndFlush(ModelVersionRow row);

  Optional<ModelVersionRow> findById(UUID id);

  @Query("select v from ModelVersionRow v where v.name = :name and v.digest = :digest")
  Optional<ModelVersionRow> find(String name, String digest);

  @Query("select v from ModelVersionRow v order by v.importedAt desc, v.id")
  List<ModelVersionRow> newestFirst();

  /** Latest approval first, by the order of the history and not by a clock. */
  @Query(
      """
      select v from ModelVersionRow v, TransitionRow t
      where t.versionId = v.id and v.name = :name and v.state = 'APPROVED'
        and t.toState = 'APPROVED'
      order by t.id desc
      """)
  List<ModelVersionRow> approved(String name, Limit limit);
}
