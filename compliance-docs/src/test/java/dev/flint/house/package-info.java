/** The guards: what the design promises of the code, checked in the ordinary build. */
package dev.flint.house;
