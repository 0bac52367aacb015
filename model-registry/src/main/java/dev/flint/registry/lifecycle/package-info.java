/** The states a model version goes through, and which steps between them are legal. */
@NullMarked
package dev.flint.registry.lifecycle;

import org.jspecify.annotations.NullMarked;
