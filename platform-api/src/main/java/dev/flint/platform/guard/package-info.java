/** What may not pass: oversized bodies, ambiguous or hostile JSON, anonymous answers. */
package dev.flint.platform.guard;
