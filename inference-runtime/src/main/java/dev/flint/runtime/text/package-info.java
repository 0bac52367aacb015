/** Text to tokens and back, and messages to prompts, as a model file says. */
package dev.flint.runtime.text;
