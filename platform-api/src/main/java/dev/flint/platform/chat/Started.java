package dev.flint.platform.chat;

import dev.flint.platform.serving.Serving;
import dev.flint.platform.trail.Intent;
import dev.flint.runtime.engine.Generation;

/** A request that is on the record and being answered. */
record Started(Serving.Ready model, Generation generation, Intent intent, long seed) {}
