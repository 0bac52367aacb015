/** The {@code flint} subcommands that need no server. */
package dev.flint.runtime.cli;
