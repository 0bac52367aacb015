/** Builds the house at start-up: settings, data folder, database, and the three libraries. */
package dev.flint.platform.wiring;
