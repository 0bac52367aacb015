/** Which model files may run, who said so, and the proof. */
package dev.flint.registry;
