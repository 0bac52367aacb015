/** Whether a signature may be believed: keys, verification and verdicts. */
@NullMarked
package dev.flint.registry.trust;

import org.jspecify.annotations.NullMarked;
