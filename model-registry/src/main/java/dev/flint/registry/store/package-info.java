/** Model files kept under the digest of their contents. */
@NullMarked
package dev.flint.registry.store;

import org.jspecify.annotations.NullMarked;
