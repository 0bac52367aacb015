/** The one failure this module throws. */
@NullMarked
package dev.flint.registry.fault;

import org.jspecify.annotations.NullMarked;
