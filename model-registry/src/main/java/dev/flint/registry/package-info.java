/** Decides which model files may run, keeps who said so, and hands out only what it has proved. */
@NullMarked
package dev.flint.registry;

import org.jspecify.annotations.NullMarked;
