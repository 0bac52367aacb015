/** A small Jinja engine for chat templates, safe by construction: closed values, bounded work. */
package dev.flint.runtime.text.template;
