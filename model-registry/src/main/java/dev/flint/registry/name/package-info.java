/** Names of models, as they stand in API calls. */
@NullMarked
package dev.flint.registry.name;

import org.jspecify.annotations.NullMarked;
