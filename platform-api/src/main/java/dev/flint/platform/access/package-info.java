/** Who may do what: API keys, roles, and the one table of routes that says which role may call. */
package dev.flint.platform.access;
