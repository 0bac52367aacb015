/** Answers prompts, the way the OpenAI API defines it, never before they are on the record. */
package dev.flint.platform.chat;
