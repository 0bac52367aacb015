/** Maps every failure to HTTP, once, as the error object of the OpenAI API. */
package dev.flint.platform.problem;
